#!/usr/bin/env bash
# Makes the secrets that compose.yaml names, as files beside this script; those that exist stay. They are in no commit.
#   make.sh            all that are missing
#   make.sh --renew    all of them anew: see "Secrets" in docs/operations.md
set -euo pipefail
cd "$(dirname "$0")"
[ "${1:-}" != --renew ] || rm -f ./*.txt ./*.xml
umask 022

# Files are read by users of containers; who else may come here, the folder says.
chmod 0711 .
secret() { [ -s "$1" ] || LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom 2>/dev/null | head -c 40 >"$1" || true; }
hash() { sha256sum <"$1" | cut -d' ' -f1; }

for user in writer reader eraser; do secret "clickhouse-$user.txt"; done
secret grafana-admin.txt

# What ClickHouse knows of them: the hashes alone.
cat >clickhouse-users.xml <<XML
<clickhouse>
    <milepost_writer_hash>$(hash clickhouse-writer.txt)</milepost_writer_hash>
    <milepost_reader_hash>$(hash clickhouse-reader.txt)</milepost_reader_hash>
    <milepost_eraser_hash>$(hash clickhouse-eraser.txt)</milepost_eraser_hash>
</clickhouse>
XML

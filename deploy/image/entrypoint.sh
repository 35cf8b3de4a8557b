#!/usr/bin/env bash
# Starts what the first word says: console, or whatever Flink's image knows (standalone-job, taskmanager, …).
#
# Secrets come as files: of each variable MILEPOST_…_FILE the file's content becomes MILEPOST_…, so that none is in a compose
# file, an image or what `docker inspect` shows.
set -euo pipefail

while IFS='=' read -r -d '' name value; do
  case "$name" in
    MILEPOST_*_FILE)
      [ -r "$value" ] || { printf 'milepost: %s names %s, which cannot be read\n' "$name" "$value" >&2; exit 1; }
      export "${name%_FILE}=$(cat "$value")"
      unset "$name"
      ;;
  esac
done < <(env -0)

if [ "${1:-}" = console ]; then
  shift
  exec java ${MILEPOST_CONSOLE_JAVA_OPTIONS:--Xmx512m} -Duser.timezone=UTC -cp '/opt/milepost/console/*' \
    dev.milepost.console.Main "$@"
fi
exec /docker-entrypoint.sh "$@"

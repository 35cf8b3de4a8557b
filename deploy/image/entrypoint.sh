#!/usr/bin/env bash
# Starts what the first word says: milepost and one of its commands, or whatever Flink's image knows (standalone-job,
# taskmanager, …). By the name milepost, as in `docker compose exec console milepost users list`, it is the command line alone.
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

if [ "${0##*/}" = milepost ] || [ "${1:-}" = milepost ]; then
  [ "${0##*/}" = milepost ] || shift
  exec java "-Xmx${MILEPOST_HEAP:-512m}" -Duser.timezone=UTC -Djna.nosys=true \
    -cp '/opt/milepost/milepost-cli.jar:/opt/milepost/lib/*' dev.milepost.cli.Main "$@"
fi
exec /docker-entrypoint.sh "$@"

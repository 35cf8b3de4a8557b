#!/bin/sh
# Copies the dashboards of a folder to another one; there they lead to the console at MILEPOST_CONSOLE_URL.
#
#   MILEPOST_CONSOLE_URL=https://milepost.example.com dashboards/console-address.sh FROM TO
set -eu
case $MILEPOST_CONSOLE_URL in
  *[!A-Za-z0-9.:/_~-]*) known=no ;;
  http://?* | https://?*) known=yes ;;
  *) known=no ;;
esac
if [ "$known" = no ]; then
  echo "MILEPOST_CONSOLE_URL is '$MILEPOST_CONSOLE_URL', which is no address such as https://milepost.example.com" >&2
  exit 1
fi
for each in "$1"/*.json; do
  sed "s|http://127.0.0.1:8090|${MILEPOST_CONSOLE_URL%/}|g" "$each" > "$2/${each##*/}"
done

#!/usr/bin/env bash
# answers.sh PORT PATH: whether this container answers HTTP with 200 there. For health checks, without a tool that an image
# may lack.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
read -r -t 5 _ status _ <&3
[ "$status" = 200 ]

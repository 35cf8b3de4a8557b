#!/usr/bin/env bash
# topics.sh BOOTSTRAP FILE: makes the topics of topics.tsv that are missing. Those that exist are left as they are.
set -euo pipefail
while IFS=$'\t' read -r topic partitions settings; do
  case "$topic" in '' | '#'*) continue ;; esac
  options=()
  for setting in $settings; do options+=(--config "$setting"); done
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$1" --create --if-not-exists --topic "$topic" \
    --partitions "$partitions" --replication-factor "${MILEPOST_TOPIC_REPLICAS:-1}" "${options[@]}"
done <"$2"

#!/bin/sh
# Lays the storage once, then becomes the broker, so that a stop reaches it.
set -eu
if [ ! -f /var/lib/kafka/data/meta.properties ]; then
  java @/setup/kafka/format.args
fi
exec java "-Xmx${KAFKA_HEAP:-768m}" \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -Dorg.slf4j.simpleLogger.showDateTime=true \
  -cp '/opt/kafka/libs/*' kafka.Kafka /setup/kafka/server.properties

package dev.goldencorridor.processor.admission;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where a record was read. A punctuation has no record, so what it processes brings its origin along. */
record Origin(String topic, int partition, long offset) implements RecordMetadata {}

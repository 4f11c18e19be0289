package dev.goldencorridor.processor.admission;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The topic, partition and offset of a record. A punctuation has no record, so a parked record carries its origin. */
record Origin(String topic, int partition, long offset) implements RecordMetadata {}

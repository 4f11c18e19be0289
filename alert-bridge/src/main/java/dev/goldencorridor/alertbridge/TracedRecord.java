package dev.goldencorridor.alertbridge;

/**
 * A record of an alert that a request carries, and the trace that it belongs to.
 *
 * @param topic the topic of the record
 * @param traceParent the value of its header for traces; null if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // Only forwarded, never compared.
record TracedRecord(String topic, byte[] traceParent) {}

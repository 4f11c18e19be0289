package dev.goldencorridor.processor.messages;

/**
 * A report beyond the limits of its run; it is rejected.
 *
 * @param movement the report, encoded again
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it only goes to the topic of rejected records.
public record ReportOverflow(byte[] movement) implements StepMessage {}

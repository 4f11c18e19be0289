package dev.goldencorridor.processor.messages;

/**
 * A report that its journey has no room for; it goes to the rejects.
 *
 * @param movement the report, encoded anew
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way out.
public record ReportOverflow(byte[] movement) implements StepMessage {}

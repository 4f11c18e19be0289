package dev.goldencorridor.processor.alerts;

/**
 * The input of an alert's next transition besides the finding.
 *
 * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
 * @param trainNumber as last reported; null if the call has expired
 * @param isGrouped whether the port is closed, so that its closure is the parent of the alert
 * @param reportedCause the reported cause of the delay; null if there is none
 */
record Evaluation(
        long now,
        Trigger trigger,
        SeverityThresholds thresholds,
        String trainNumber,
        boolean isGrouped,
        String reportedCause) {}

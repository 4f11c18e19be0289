package dev.goldencorridor.processor.alerts;

/** The reason for an evaluation. */
enum Trigger {
    /** Only time has passed. An alert is raised at its due time, however late the evaluation runs. */
    TIME,
    /** A call or the status of a port has changed. */
    UPDATE,
    /** The thresholds have changed. */
    THRESHOLDS
}

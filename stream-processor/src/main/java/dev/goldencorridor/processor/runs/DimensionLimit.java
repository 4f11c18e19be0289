package dev.goldencorridor.processor.runs;

/** Decides whether a dimension that names a place outside the port catalogue is counted by its own name. */
interface DimensionLimit {
    /**
     * Whether it is. The answer may change later, so whoever asks keeps it.
     *
     * @param dimension its key
     * @param publisher of the report
     * @param occurredAt milliseconds since 1970-01-01T00:00Z
     */
    boolean admits(String dimension, String publisher, long occurredAt);
}

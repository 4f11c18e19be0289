package dev.goldencorridor.processor.runs;

/** Decides whether a dimension counts by its own name, if it contains a place outside the port catalogue. */
interface DimensionLimit {
    /**
     * Whether the dimension counts by its own name. The answer may change later, so the caller stores it.
     *
     * @param dimension the dimension's key
     * @param publisher the publisher of the report; empty if unknown
     * @param occurredAt milliseconds since 1970-01-01T00:00Z
     */
    boolean admits(String dimension, String publisher, long occurredAt);
}

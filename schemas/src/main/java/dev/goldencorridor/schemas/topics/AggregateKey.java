package dev.goldencorridor.schemas.topics;

/**
 * The key of an aggregate of a dimension, {@code DIMENSION/ID/WINDOW}, for example {@code PORT/CNHRS/PT24H}. An id may
 * contain a slash; the name of a dimension and that of a window do not.
 *
 * @param dimension the dimension with its id, for example {@code PORT/CNHRS}
 * @param window a rolling window or a calendar period, for example {@code PT24H} or {@code YEAR:2025}
 */
public record AggregateKey(String dimension, String window) {
    private static final char SLASH = '/';

    /** The key as it is published. */
    @Override
    public String toString() {
        return dimension + SLASH + window;
    }
}

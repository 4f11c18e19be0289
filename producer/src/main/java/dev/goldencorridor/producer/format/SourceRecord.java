package dev.goldencorridor.producer.format;

import dev.goldencorridor.runtime.files.CsvRow;

/**
 * A record as its source has it, so that a faulty one can be repaired and published again.
 *
 * @param line the line of a text file; null if the source is not divided into lines
 * @param row the row of a CSV file; null for other sources
 */
public record SourceRecord(String line, CsvRow row) {
    /** The record of a source that does not keep its records. */
    public static final SourceRecord UNKNOWN = new SourceRecord(null, null);

    static SourceRecord of(String line) {
        return new SourceRecord(line, null);
    }

    static SourceRecord of(CsvRow row) {
        return new SourceRecord(null, row);
    }
}

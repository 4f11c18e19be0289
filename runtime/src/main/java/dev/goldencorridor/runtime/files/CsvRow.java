package dev.goldencorridor.runtime.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of a CSV table.
 *
 * @param line the line, from 1, where the row begins
 * @param columns the index of each column of the header
 * @param values the row's values without surrounding white space
 * @param fault the reason why the row cannot be read: its encoding, or a wrong number of values
 */
public record CsvRow(long line, Map<String, Integer> columns, List<String> values, Optional<String> fault) {
    /** The value of a column. It is empty if the header does not name the column. */
    public String get(String column) {
        int index = columns.getOrDefault(column, values.size());
        return index < values.size() ? values.get(index) : "";
    }
}

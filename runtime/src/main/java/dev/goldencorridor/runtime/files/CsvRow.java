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
 */
public record CsvRow(long line, Map<String, Integer> columns, List<String> values) {
    /** The value of a column. It is empty if the header does not name the column. */
    public String get(String column) {
        int index = columns.getOrDefault(column, values.size());
        return index < values.size() ? values.get(index) : "";
    }

    /** The fault of a row that has more or fewer values than the header has columns. */
    public Optional<String> fault() {
        return values.size() == columns.size()
                ? Optional.empty()
                : Optional.of("the row has " + values.size() + " values, but the header has " + columns.size()
                        + " columns: " + String.join(",", columns.keySet()));
    }
}

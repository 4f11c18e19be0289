package dev.goldencorridor.runtime.files;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the rows of a catalogue in CSV. Every error message names file and line.
 *
 * @param columns the columns that the header must name
 * @param keyColumns how many columns, from the first, identify a row; no two rows have the same values there
 * @param row parses one row
 */
public record CatalogueCsv<T>(List<String> columns, int keyColumns, Function<CsvRow, T> row) {
    /** The rows of a resource in the package of a class. */
    public List<T> builtIn(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + name);
            }
            return read(in.readAllBytes(), name);
        } catch (IOException e) {
            throw new IllegalStateException("the built-in catalogue " + name + " cannot be read", e);
        }
    }

    /** The rows of a file that is read once, at start. */
    public List<T> file(Path file) {
        return read(new StableFile(file).readAtStart(), file.toString());
    }

    /**
     * The rows in these bytes.
     *
     * @param source the file's name, for error messages
     */
    public List<T> read(byte[] content, String source) {
        List<T> rows = new ArrayList<>();
        Map<List<String>, Long> lines = new HashMap<>();
        long line = 1;
        try (CsvTable table = CsvTable.openWithComments(new ByteArrayInputStream(content))) {
            requireColumns(table.header());
            for (Optional<CsvRow> next = table.next(); next.isPresent(); next = table.next()) {
                CsvRow values = next.get();
                line = values.line();
                values.fault().ifPresent(fault -> {
                    throw new SettingsException(fault);
                });
                requireUnique(values, lines);
                rows.add(row.apply(values));
            }
        } catch (CsvException e) {
            throw new SettingsException(source + ":" + e.line() + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new SettingsException(source + ":" + line + ": " + e.getMessage());
        }
        return rows;
    }

    private void requireColumns(List<String> header) {
        if (!header.containsAll(columns)) {
            throw new SettingsException("the first line must be the header '" + String.join(",", columns)
                    + "', but it is '" + String.join(",", header) + "'");
        }
    }

    private void requireUnique(CsvRow values, Map<List<String>, Long> lines) {
        List<String> names = columns.subList(0, keyColumns);
        List<String> key = names.stream().map(values::get).toList();
        Long first = lines.putIfAbsent(key, values.line());
        if (first != null) {
            throw new SettingsException("the " + String.join(",", names) + " '" + String.join(",", key)
                    + "' is in line " + first + " already. Keep one of the two");
        }
    }
}

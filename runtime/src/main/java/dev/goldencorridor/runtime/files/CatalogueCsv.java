package dev.goldencorridor.runtime.files;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the rows of a catalogue in CSV. Every error message names file and line.
 *
 * @param columns the columns that the header must name; the first one is the row's unique name
 * @param row parses one row
 */
public record CatalogueCsv<T>(List<String> columns, Function<CSVRecord, T> row) {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .setTrim(true)
            .get();

    /** Spreadsheet programs write it before the first character. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

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
        Map<String, Long> lines = new HashMap<>();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new StringReader(text(content)), FORMAT)) {
            requireColumns(parser.getHeaderNames());
            for (CSVRecord record : parser) {
                line = parser.getCurrentLineNumber();
                requireConsistent(record, parser.getHeaderNames());
                requireUnique(record.get(columns.get(0)), line, lines);
                rows.add(row.apply(record));
            }
        } catch (IOException | RuntimeException e) {
            // Either the row is faulty, or the text is no CSV: the parser then throws an exception of its own.
            throw new SettingsException(source + ":" + line + ": " + e.getMessage());
        }
        return rows;
    }

    private static String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new SettingsException("the file is not UTF-8 text");
        }
    }

    private void requireColumns(List<String> header) {
        if (!header.containsAll(columns)) {
            throw new SettingsException("the first line must be the header '" + String.join(",", columns)
                    + "', but it is '" + String.join(",", header) + "'");
        }
    }

    private static void requireConsistent(CSVRecord record, List<String> header) {
        if (record.size() != header.size()) {
            throw new SettingsException("the row has " + record.size() + " values, but the header has " + header.size()
                    + " columns: " + String.join(",", header));
        }
    }

    private void requireUnique(String name, long line, Map<String, Long> lines) {
        Long first = lines.putIfAbsent(name, line);
        if (first != null) {
            throw new SettingsException(
                    "the " + columns.get(0) + " '" + name + "' is in line " + first + " already. Keep one of the two");
        }
    }
}

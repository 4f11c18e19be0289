package dev.goldencorridor.runtime.files;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV, one row at a time: a header row, then rows with quotes as in RFC 4180. The header row shows whether
 * commas, semicolons or tabs separate the values. {@link TextInput} finds the encoding. Rows without any value are
 * skipped. Not thread-safe.
 */
public final class CsvTable implements AutoCloseable {
    @Limit(
            scope = Scope.MOVEMENT,
            of = "a row of a CSV file",
            beyond = "the rest of the file is not read",
            reason = "An open quotation mark makes one row of all following rows.")
    private static final int MAX_ROW_CHARS = 8 << 20;

    private final BoundedRows text;
    private final CSVParser parser;
    private final CsvDialect dialect;
    private final boolean hasComments;
    private final String undecodable;
    private final Iterator<CSVRecord> records;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private boolean isBroken;

    private CsvTable(BufferedReader reader, CsvDialect dialect, boolean hasComments, String undecodable)
            throws IOException {
        this.text = new BoundedRows(reader, MAX_ROW_CHARS);
        this.parser = CSVParser.parse(text, dialect.format(hasComments));
        this.dialect = dialect;
        this.hasComments = hasComments;
        this.undecodable = undecodable;
        this.records = parser.iterator();
    }

    /** Opens a table in which {@code #} is no special character. */
    public static CsvTable open(InputStream in) throws IOException, CsvException {
        TextInput text = TextInput.of(in);
        return open(text, false, text.undecodable());
    }

    /** Opens a catalogue. Lines that begin with {@code #} are comments. */
    public static CsvTable openWithComments(InputStream in) throws IOException, CsvException {
        return open(TextInput.of(in), true, "not UTF-8; save the file as UTF-8");
    }

    /** Closes the stream if it fails. */
    private static CsvTable open(TextInput in, boolean hasComments, String undecodable)
            throws IOException, CsvException {
        try {
            BufferedReader reader = new BufferedReader(TextInput.decoder(in, StandardCharsets.UTF_8));
            CsvTable table = new CsvTable(reader, CsvDialect.of(reader, hasComments), hasComments, undecodable);
            table.readHeader();
            return table;
        } catch (IOException | CsvException e) {
            in.close();
            throw e;
        }
    }

    /** The names of the columns, in order; empty if there is no header. */
    public List<String> header() {
        return List.copyOf(columns.keySet());
    }

    /** The character between two values: a comma, a semicolon or a tab. */
    public char delimiter() {
        return dialect.delimiter();
    }

    /**
     * The next row; empty at the end, and after a failure.
     *
     * @throws CsvException if the text is not CSV from here on
     */
    public Optional<CsvRow> next() throws CsvException {
        while (!isBroken) {
            long position = line();
            try {
                text.nextRow();
                if (!records.hasNext()) {
                    return Optional.empty();
                }
                List<String> raw = records.next().toList();
                List<String> values = raw.stream().map(String::trim).toList();
                if (!isSkipped(values)) {
                    List<String> named = withoutSurplus(values);
                    return Optional.of(new CsvRow(line() - lineEnds(raw), columns, named, fault(named)));
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                // After an unclosed quote, the parser cannot find the next row.
                isBroken = true;
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new CsvException(position + 1, cause.getMessage(), cause);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private long line() {
        return parser.getCurrentLineNumber() + dialect.linesSkipped();
    }

    private void readHeader() throws CsvException {
        Optional<CsvRow> header = next();
        if (header.isEmpty()) {
            return;
        }
        long line = header.get().line();
        List<String> names = header.get().values();
        if (isUndecodable(names)) {
            throw new CsvException(line, "the header is " + undecodable, null);
        }
        int named = lengthWithoutEmptyEnd(names);
        for (int index = 0; index < named; index++) {
            if (names.get(index).isEmpty()) {
                throw new CsvException(line, "column " + (index + 1) + " of the header has no name", null);
            }
            if (columns.put(names.get(index), index) != null) {
                throw new CsvException(line, "the header names the column " + names.get(index) + " twice", null);
            }
        }
    }

    /** The parser skips comments itself, but not if they begin with white space. */
    private boolean isSkipped(List<String> values) {
        return values.stream().allMatch(String::isEmpty) || (hasComments && CsvDialect.isComment(values.get(0)));
    }

    /** Spreadsheet programs add empty values after the last column. */
    private List<String> withoutSurplus(List<String> values) {
        int length = Math.max(columns.size(), lengthWithoutEmptyEnd(values));
        return columns.isEmpty() || length >= values.size() ? values : values.subList(0, length);
    }

    private Optional<String> fault(List<String> values) {
        if (isUndecodable(values)) {
            return Optional.of(undecodable);
        }
        return values.size() == columns.size()
                ? Optional.empty()
                : Optional.of("the row has " + values.size() + " values, but the header has " + columns.size()
                        + " columns: " + String.join(",", columns.keySet()));
    }

    private static boolean isUndecodable(List<String> values) {
        return values.stream().anyMatch(value -> value.indexOf(TextInput.UNDECODABLE_CHAR) >= 0);
    }

    private static int lengthWithoutEmptyEnd(List<String> values) {
        int length = values.size();
        while (length > 0 && values.get(length - 1).isEmpty()) {
            length--;
        }
        return length;
    }

    /** How many lines end within the quoted values of a row. */
    private static long lineEnds(List<String> values) {
        return values.stream()
                .flatMapToInt(value -> value.replace("\r\n", "\n").chars())
                .filter(character -> character == '\n' || character == '\r')
                .count();
    }
}

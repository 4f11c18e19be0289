package dev.goldencorridor.runtime.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV in UTF-8, one row at a time: a header row, then rows with commas and quotes as in RFC 4180. A byte order
 * mark, which spreadsheet programs write, and blank lines are skipped. Not thread-safe.
 */
public final class CsvTable implements AutoCloseable {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT;
    private static final char COMMENT_MARKER = '#';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final boolean hasComments;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private boolean isBroken;

    private CsvTable(CSVParser parser, boolean hasComments) {
        this.parser = parser;
        this.records = parser.iterator();
        this.hasComments = hasComments;
    }

    /** Opens a table in which {@code #} is no special character. */
    public static CsvTable open(InputStream in) throws IOException, CsvException {
        return open(in, FORMAT, false);
    }

    /** Opens a table in which lines that begin with {@code #} are comments. */
    public static CsvTable openWithComments(InputStream in) throws IOException, CsvException {
        return open(in, FORMAT.builder().setCommentMarker(COMMENT_MARKER).get(), true);
    }

    /** Closes the stream if it fails. */
    private static CsvTable open(InputStream in, CSVFormat format, boolean hasComments)
            throws IOException, CsvException {
        Reader text = new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            skipByteOrderMark(text);
            CsvTable table = new CsvTable(CSVParser.parse(text, format), hasComments);
            table.readHeader();
            return table;
        } catch (CharacterCodingException e) {
            in.close();
            throw new CsvException(1, reason(e), e);
        } catch (IOException | CsvException e) {
            in.close();
            throw e;
        }
    }

    /** The names of the columns, in order; empty if there is no header. */
    public List<String> header() {
        return List.copyOf(columns.keySet());
    }

    /**
     * The next row; empty at the end, and after a failure.
     *
     * @throws CsvException if the text is not CSV or not UTF-8 from here on
     */
    public Optional<CsvRow> next() throws CsvException {
        while (!isBroken) {
            long position = parser.getCurrentLineNumber();
            try {
                if (!records.hasNext()) {
                    return Optional.empty();
                }
                List<String> raw = records.next().toList();
                List<String> values = raw.stream().map(String::trim).toList();
                if (!isSkipped(values)) {
                    return Optional.of(new CsvRow(parser.getCurrentLineNumber() - lineEnds(raw), columns, values));
                }
            } catch (UncheckedIOException | IllegalStateException e) {
                // After an unclosed quote or invalid UTF-8, the parser cannot find the next row.
                isBroken = true;
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new CsvException(position + 1, reason(cause), cause);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void readHeader() throws CsvException {
        List<String> names = next().map(CsvRow::values).orElse(List.of());
        for (int index = 0; index < names.size(); index++) {
            if (names.get(index).isEmpty()) {
                throw new CsvException(1, "column " + (index + 1) + " of the header has no name", null);
            }
            if (columns.put(names.get(index), index) != null) {
                throw new CsvException(1, "the header names the column " + names.get(index) + " twice", null);
            }
        }
    }

    /** The parser skips empty lines and comments itself, but not if they begin with white space. */
    private boolean isSkipped(List<String> values) {
        String first = values.get(0);
        return (values.size() == 1 && first.isEmpty())
                || (hasComments && !first.isEmpty() && first.charAt(0) == COMMENT_MARKER);
    }

    /** How many lines end within the quoted values of a row. */
    private static long lineEnds(List<String> values) {
        return values.stream()
                .flatMapToInt(value -> value.replace("\r\n", "\n").chars())
                .filter(character -> character == '\n' || character == '\r')
                .count();
    }

    private static void skipByteOrderMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof CharacterCodingException ? "the text is not UTF-8" : failure.getMessage();
    }
}

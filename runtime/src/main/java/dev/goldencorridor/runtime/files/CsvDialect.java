package dev.goldencorridor.runtime.files;

import java.io.BufferedReader;
import java.io.IOException;
import org.apache.commons.csv.CSVFormat;

/**
 * How a CSV file separates its values. Spreadsheet programs of many countries write semicolons or tabs.
 *
 * @param linesSkipped the lines at the beginning that are not part of the table
 */
record CsvDialect(char delimiter, int linesSkipped) {
    private static final char[] DELIMITERS = {',', ';', '\t'};
    private static final char COMMENT_MARKER = '#';
    private static final char QUOTE = '"';
    private static final int MAX_HEADER_CHARS = 1 << 16;

    /** Spreadsheet programs also accept a line such as {@code sep=;} before the header. */
    private static final String DECLARATION = "sep=";

    /** Finds the dialect in the header row, and leaves the text at the first line of the table. */
    static CsvDialect of(BufferedReader text, boolean hasComments) throws IOException {
        text.mark(MAX_HEADER_CHARS + 1);
        StringBuilder line = new StringBuilder();
        boolean isFirst = true;
        for (int count = 0; count < MAX_HEADER_CHARS; count++) {
            int read = text.read();
            if (read >= 0 && read != '\n' && read != '\r') {
                line.append((char) read);
                continue;
            }
            if (isFirst && isDeclaration(line)) {
                return declared(line.charAt(DECLARATION.length()), text, read);
            }
            isFirst = false;
            boolean isHeader = !line.toString().isBlank() && !(hasComments && isComment(line.toString()));
            if (isHeader || read < 0) {
                break;
            }
            line.setLength(0);
        }
        text.reset();
        return new CsvDialect(delimiterOf(line), 0);
    }

    CSVFormat format(boolean hasComments) {
        CSVFormat.Builder format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                // The table skips empty lines itself, so that every line is counted.
                .setIgnoreEmptyLines(false);
        return hasComments ? format.setCommentMarker(COMMENT_MARKER).get() : format.get();
    }

    static boolean isComment(String line) {
        String text = line.stripLeading();
        return !text.isEmpty() && text.charAt(0) == COMMENT_MARKER;
    }

    private static boolean isDeclaration(StringBuilder line) {
        return line.length() == DECLARATION.length() + 1 && line.indexOf(DECLARATION) == 0;
    }

    private static CsvDialect declared(char delimiter, BufferedReader text, int lineEnd) throws IOException {
        if (lineEnd == '\r') {
            text.mark(1);
            if (text.read() != '\n') {
                text.reset();
            }
        }
        return new CsvDialect(delimiter, 1);
    }

    /** The most frequent delimiter outside quotes. It is the comma if there is none. */
    private static char delimiterOf(CharSequence header) {
        int[] counts = new int[DELIMITERS.length];
        boolean isQuoted = false;
        for (int i = 0; i < header.length(); i++) {
            char character = header.charAt(i);
            isQuoted ^= character == QUOTE;
            for (int candidate = 0; candidate < DELIMITERS.length && !isQuoted; candidate++) {
                counts[candidate] += character == DELIMITERS[candidate] ? 1 : 0;
            }
        }
        int most = 0;
        for (int candidate = 1; candidate < DELIMITERS.length; candidate++) {
            most = counts[candidate] > counts[most] ? candidate : most;
        }
        return DELIMITERS[most];
    }
}

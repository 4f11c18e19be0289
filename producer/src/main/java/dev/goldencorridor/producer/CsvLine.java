package dev.goldencorridor.producer;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a line of CSV with quotes as in RFC 4180. */
final class CsvLine {
    private CsvLine() {}

    static String of(List<String> values) {
        return values.stream().map(CsvLine::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        boolean isPlain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && value.equals(value.strip());
        return isPlain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}

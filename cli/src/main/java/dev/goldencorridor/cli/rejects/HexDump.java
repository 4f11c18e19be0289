package dev.goldencorridor.cli.rejects;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as hexadecimal digits and characters, 16 a line, around the position of a fault. */
final class HexDump {
    private static final int BYTES_IN_LINE = 16;
    private static final int LINES_BEFORE = 4;
    private static final int MAX_LINES = 12;
    /** Of the offset and the two spaces after it. */
    private static final int COLUMNS_BEFORE_BYTES = 10;

    private HexDump() {}

    /**
     * The lines. A caret marks the fault.
     *
     * @param fault the position of the faulty byte, which may be the length; negative if there is none
     */
    static List<String> lines(byte[] bytes, int fault) {
        List<String> lines = new ArrayList<>();
        int faultLine = Math.max(0, fault) / BYTES_IN_LINE;
        int first = Math.max(0, faultLine - LINES_BEFORE);
        int total = (bytes.length + BYTES_IN_LINE - 1) / BYTES_IN_LINE;
        int last = Math.min(Math.max(total, fault < 0 ? 0 : faultLine + 1), first + MAX_LINES);
        if (first > 0) {
            lines.add("… " + first * BYTES_IN_LINE + " bytes before");
        }
        for (int line = first; line < last; line++) {
            lines.add(line(bytes, line * BYTES_IN_LINE));
            if (fault >= 0 && line == faultLine) {
                int column = COLUMNS_BEFORE_BYTES + fault % BYTES_IN_LINE * 3;
                lines.add(" ".repeat(column) + "^^ byte " + fault);
            }
        }
        int shown = last * BYTES_IN_LINE;
        if (shown < bytes.length) {
            lines.add("… " + (bytes.length - shown) + " bytes after");
        }
        return lines;
    }

    private static String line(byte[] bytes, int from) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + BYTES_IN_LINE; i++) {
            if (i < bytes.length) {
                hex.append(String.format(Locale.ROOT, "%02x ", bytes[i]));
                text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            } else {
                hex.append("   ");
            }
        }
        return String.format(Locale.ROOT, "%08x  ", from) + hex + " |" + text + "|";
    }

    /** Replaces the control characters of a text, so that a publisher cannot control the terminal. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(character -> isPrintable(character) ? character : '\uFFFD')
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}

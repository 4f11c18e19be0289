package dev.goldencorridor.operationscentre.feed;

/** Writes JSON strings. */
final class JsonStrings {
    private static final char FIRST_PRINTABLE = 0x20;

    private JsonStrings() {}

    /** Appends the text as a JSON string. The result has no line break, which would end a server-sent event's line. */
    static void append(StringBuilder json, String text) {
        json.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\' || next < FIRST_PRINTABLE) {
                json.append(text, copied, i);
                copied = i + 1;
                if (next < FIRST_PRINTABLE) {
                    json.append(String.format("\\u%04x", (int) next));
                } else {
                    json.append('\\').append(next);
                }
            }
        }
        json.append(text, copied, text.length()).append('"');
    }
}

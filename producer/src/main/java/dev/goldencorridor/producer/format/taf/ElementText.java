package dev.goldencorridor.producer.format.taf;

import java.util.List;

/** The text of an element around messages. It may be XML itself, escaped or in CDATA. */
final class ElementText {
    private static final List<String> BEGINNINGS = List.of("&lt;", "&#60;", "&#x3c;", "<![cdata[");

    private ElementText() {}

    /**
     * The XML in the bytes before an end tag; null if the text is something else.
     *
     * @param end the index of the end tag
     * @throws TafException if it cannot be read
     */
    static String xml(RawBytes raw, int end, DocumentEncoding encoding) throws TafException {
        if (BEGINNINGS.stream().noneMatch(beginning -> raw.beginsWith(beginning, end))) {
            return null;
        }
        String text = TafElement.unescape("<t>" + encoding.text(raw, end) + "</t>");
        return text.startsWith("<") ? text : null;
    }
}

package dev.goldencorridor.producer.format.taf;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Free text of messages, as the contract wants it: on one line, and of limited length. */
final class TafTexts {
    private TafTexts() {}

    /** The parts that are not blank, separated by semicolons. */
    static String joined(Stream<String> parts, int maxChars) {
        return cut(
                parts.map(TafTexts::plain).filter(part -> !part.isEmpty()).collect(Collectors.joining("; ")), maxChars);
    }

    /** Each run of white space and control characters becomes one space. */
    static String plain(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\\u0080-\\u009F]+", " ").trim();
    }

    static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean isInPair = Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, isInPair ? maxChars - 1 : maxChars);
    }
}

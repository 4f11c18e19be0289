package dev.goldencorridor.producer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The names of entries of a zip archive. Many programs write them in an encoding that the archive does not name. */
final class ZipNames {
    /** Reads every name without a failure, one character a byte. */
    static final Charset RAW = StandardCharsets.ISO_8859_1;

    private ZipNames() {}

    /** A name for messages: UTF-8 if it is, on one line, and not too long. */
    static String readable(String raw, int maxChars) {
        String name = decoded(raw).replaceAll("\\p{Cntrl}", "?");
        return name.length() <= maxChars ? name : name.substring(0, maxChars) + "...";
    }

    private static String decoded(String raw) {
        if (!RAW.newEncoder().canEncode(raw)) {
            return raw;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw.getBytes(RAW)))
                    .toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }
}

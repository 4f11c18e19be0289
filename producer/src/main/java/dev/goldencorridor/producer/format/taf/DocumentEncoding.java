package dev.goldencorridor.producer.format.taf;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The encoding of the bytes of a document, after its XML declaration. Without one it is UTF-8. */
final class DocumentEncoding {
    static final String TOO_LONG = "the message is longer than " + TafLimits.MAX_MESSAGE_BYTES + " bytes";

    private final boolean isAlwaysUtf8;
    private Charset charset = StandardCharsets.UTF_8;
    /** The declared name, if no such encoding is supported; else null. */
    private String unknown;

    /**
     * Begins with UTF-8.
     *
     * @param isAlwaysUtf8 whether the bytes were recoded, so that declarations no longer apply
     */
    DocumentEncoding(boolean isAlwaysUtf8) {
        this.isAlwaysUtf8 = isAlwaysUtf8;
    }

    /** Applies a declared name; null means UTF-8. */
    void declare(String name) {
        charset = StandardCharsets.UTF_8;
        unknown = null;
        // A declaration of UTF-16 in single bytes is a leftover of an earlier encoding.
        if (name == null || isAlwaysUtf8 || name.regionMatches(true, 0, "UTF-16", 0, 6)) {
            return;
        }
        if (Charset.isSupported(name)) {
            charset = Charset.forName(name);
        } else {
            unknown = name;
        }
    }

    /**
     * The collected bytes up to this index, as text.
     *
     * @throws TafException if bytes were dropped, or do not have the declared encoding
     */
    String text(RawBytes raw, int end) throws TafException {
        if (raw.isOverflowed()) {
            throw new TafException(TOO_LONG);
        }
        if (unknown != null) {
            throw new TafException("the encoding '" + unknown + "' is not supported");
        }
        try {
            return raw.text(end, charset);
        } catch (CharacterCodingException e) {
            throw new TafException("the message is not " + charset.name() + " text");
        }
    }
}

package dev.goldencorridor.runtime.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The encoding of a text, after its first bytes.
 *
 * @param markBytes the length of the byte order mark
 */
record TextEncoding(Charset charset, int markBytes) {
    /** UTF-16 has more zero bytes at one parity than at the other one by this factor. */
    private static final int CLEAR_MAJORITY = 4;

    /** At least one of this many characters of UTF-16 is ASCII: separators, digits and line ends. */
    private static final int MAX_PAIRS_FOR_ONE_ZERO = 8;

    /**
     * The encoding of a text.
     *
     * @param sample the first bytes
     * @param assumed the encoding of a text without a byte order mark that is not clearly UTF-16
     */
    static TextEncoding of(byte[] sample, Charset assumed) {
        if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
            return xmlOr(sample, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(sample, 0xFF, 0xFE)) {
            return xmlOr(sample, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(sample, 0xFE, 0xFF)) {
            return xmlOr(sample, 2, StandardCharsets.UTF_16BE);
        }
        return xmlOr(sample, 0, assumed.equals(StandardCharsets.UTF_8) ? utf16Or(sample, assumed) : assumed);
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** XML declares its encoding itself, and its reader also needs the byte order mark. */
    private static TextEncoding xmlOr(byte[] sample, int markBytes, Charset charset) {
        int length = Math.min(sample.length, markBytes + 64) - markBytes;
        String start = new String(sample, markBytes, length, charset).stripLeading();
        boolean isXml = start.startsWith("<");
        return isXml ? new TextEncoding(StandardCharsets.UTF_8, 0) : new TextEncoding(charset, markBytes);
    }

    /** In UTF-16, each ASCII character has a zero byte. In other encodings a text has none. */
    private static Charset utf16Or(byte[] sample, Charset assumed) {
        int pairs = sample.length / 2;
        int zerosFirst = 0;
        int zerosSecond = 0;
        for (int i = 0; i < pairs; i++) {
            zerosFirst += sample[2 * i] == 0 ? 1 : 0;
            zerosSecond += sample[2 * i + 1] == 0 ? 1 : 0;
        }
        if (Math.max(zerosFirst, zerosSecond) * MAX_PAIRS_FOR_ONE_ZERO < Math.max(pairs, 1)) {
            return assumed;
        }
        if (zerosSecond > CLEAR_MAJORITY * zerosFirst) {
            return StandardCharsets.UTF_16LE;
        }
        return zerosFirst > CLEAR_MAJORITY * zerosSecond ? StandardCharsets.UTF_16BE : assumed;
    }

    private static boolean startsWith(byte[] sample, int... mark) {
        byte[] expected = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            expected[i] = (byte) mark[i];
        }
        return sample.length >= mark.length && Arrays.equals(sample, 0, mark.length, expected, 0, mark.length);
    }
}

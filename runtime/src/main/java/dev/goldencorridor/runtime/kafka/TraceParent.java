package dev.goldencorridor.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header {@code traceparent} of W3C Trace Context: version 00, the id of a trace, the id of a span, and flags, 55
 * characters in all. Anyone can write a header, so a value of any other format counts as absent.
 */
public final class TraceParent {
    public static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;
    private static final int SPAN_ID_BEGIN = 36;
    private static final int SPAN_ID_END = 52;
    private static final int FLAGS_BEGIN = 53;
    private static final int HEX_RADIX = 16;
    private static final String VERSION = "00-";
    private static final String NOT_SAMPLED = "-00";

    private TraceParent() {}

    /**
     * The value of the last such header; null if there is none or if its format is wrong.
     *
     * @return the bytes of the header, not a copy
     */
    public static byte[] of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header != null && isValid(header.value()) ? header.value() : null;
    }

    /** Whether the header is a valid one of this name. */
    public static boolean isTraceParent(Header header) {
        return header.key().equals(HEADER) && isValid(header.value());
    }

    /** Whether the flags of a valid value say that the trace is recorded. */
    public static boolean isSampled(byte[] value) {
        return (Character.digit(value[LENGTH - 1], HEX_RADIX) & 1) == 1;
    }

    /** Adds the header, unless the value is null. */
    public static void addTo(Headers headers, byte[] value) {
        if (value != null) {
            headers.add(HEADER, value);
        }
    }

    /** Copies a valid header; drops any other. */
    public static void copy(Headers from, Headers to) {
        addTo(to, of(from));
    }

    /** A new trace. Its flags say that nobody has recorded a span yet. */
    public static byte[] random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // The ids must not be 0.
        String text = VERSION
                + hex.toHexDigits(random.nextLong())
                + hex.toHexDigits(random.nextLong() | 1)
                + "-"
                + hex.toHexDigits(random.nextLong() | 1)
                + NOT_SAMPLED;
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the value is one of version 00, which is the only one in use. */
    public static boolean isValid(byte[] value) {
        return value != null
                && value.length == LENGTH
                && value[0] == '0'
                && value[1] == '0'
                && value[TRACE_ID_BEGIN - 1] == '-'
                && value[TRACE_ID_END] == '-'
                && value[SPAN_ID_END] == '-'
                && isId(value, TRACE_ID_BEGIN, TRACE_ID_END)
                && isId(value, SPAN_ID_BEGIN, SPAN_ID_END)
                && isHex(value, FLAGS_BEGIN, LENGTH);
    }

    private static boolean isId(byte[] value, int begin, int end) {
        if (!isHex(value, begin, end)) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (value[i] != '0') {
                return true;
            }
        }
        return false;
    }

    private static boolean isHex(byte[] value, int begin, int end) {
        for (int i = begin; i < end; i++) {
            boolean isDigit = value[i] >= '0' && value[i] <= '9';
            boolean isLetter = value[i] >= 'a' && value[i] <= 'f';
            if (!isDigit && !isLetter) {
                return false;
            }
        }
        return true;
    }
}

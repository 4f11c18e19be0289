package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.kafka.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The event that caused a value: of an alert, the event that raised, changed or cleared it; of an aggregate, the last
 * event that contributed to it. It travels in two headers, which the sink delivers too. Values that time alone has
 * changed have none.
 *
 * @param publishedAt when the broker took the event, milliseconds since 1970-01-01T00:00Z
 * @param traceParent the trace of the event; null if it has none
 */
@SuppressWarnings("ArrayRecordComponent") // Only forwarded, never compared.
public record EventCause(long publishedAt, byte[] traceParent) {
    /** The header with {@code publishedAt}, as decimal digits. Part of the contract. */
    public static final String PUBLISHED_AT = "corridor.published.at";

    private static final int MAX_DIGITS = 15;

    /** The cause in these headers; null if there is none, or if the time is no number. */
    public static EventCause of(Headers headers) {
        Header publishedAt = headers.lastHeader(PUBLISHED_AT);
        long millis = publishedAt == null ? -1 : parse(publishedAt.value());
        return millis < 0 ? null : new EventCause(millis, TraceParent.of(headers));
    }

    /** Adds the cause to headers that have none. */
    public void addTo(Headers headers) {
        headers.add(PUBLISHED_AT, Long.toString(publishedAt).getBytes(StandardCharsets.US_ASCII));
        TraceParent.addTo(headers, traceParent);
    }

    /** Returns -1 if the bytes are not a positive number. */
    private static long parse(byte[] digits) {
        if (digits == null || digits.length == 0 || digits.length > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}

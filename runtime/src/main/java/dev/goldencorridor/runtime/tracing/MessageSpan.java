package dev.goldencorridor.runtime.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A span that has begun. One that is not recorded takes all calls and does nothing. Thread-safe. */
public final class MessageSpan {
    /** The event's id. */
    public static final String MESSAGE_ID = "messaging.message.id";
    /** The key of the record. */
    public static final String KEY = "messaging.kafka.message.key";
    /** How many records a span stands for. */
    public static final String MESSAGE_COUNT = "messaging.batch.message_count";

    public static final String CONSUMER_GROUP = "messaging.consumer.group.name";
    private static final String ERROR_TYPE = "error.type";

    private final Span span;

    MessageSpan(Span span) {
        this.span = span;
    }

    public boolean isRecorded() {
        return span.isRecording();
    }

    /** The header with which the next span becomes a child of this one; its flag says whether this one is recorded. */
    public byte[] traceParent() {
        SpanContext context = span.getSpanContext();
        String text = "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public MessageSpan with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public MessageSpan with(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    /** Ends the span now. */
    public void end() {
        span.end();
    }

    /** Ends the span at this time, in milliseconds since 1970-01-01T00:00Z. */
    public void endAt(long millis) {
        span.end(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends the span now, as a failure.
     *
     * @param type one of few values, such as the name of an exception's class
     * @param message for the reader of the trace
     */
    public void fail(String type, String message) {
        span.setAttribute(ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, message == null ? "" : message);
        span.end();
    }

    /** Ends the span now, as failed by this exception. */
    public void fail(Throwable failure) {
        fail(failure.getClass().getName(), failure.getMessage());
    }
}

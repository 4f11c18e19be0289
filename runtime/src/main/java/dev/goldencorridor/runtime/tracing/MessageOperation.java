package dev.goldencorridor.runtime.tracing;

import io.opentelemetry.api.trace.SpanKind;

/** What a span records. The names follow OpenTelemetry's conventions for messaging. */
public enum MessageOperation {
    /** A publisher sends an event: from the call until the brokers have acknowledged it. */
    PUBLISH("publish", "send", SpanKind.PRODUCER),
    /** A consumer of an event or value works on it. */
    PROCESS("process", "process", SpanKind.CONSUMER),
    /** The sink sends values downstream: from the beginning of a transaction until its commit. */
    DELIVER("deliver", "send", SpanKind.PRODUCER);

    private final String name;
    private final String type;
    private final SpanKind kind;

    MessageOperation(String name, String type, SpanKind kind) {
        this.name = name;
        this.type = type;
        this.kind = kind;
    }

    /** The value of {@code messaging.operation.name}, and the first word of a span's name. */
    String operationName() {
        return name;
    }

    /** The value of {@code messaging.operation.type}. */
    String operationType() {
        return type;
    }

    SpanKind kind() {
        return kind;
    }
}

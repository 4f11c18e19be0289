package dev.goldencorridor.runtime.tracing;

import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import io.micrometer.core.instrument.Counter;

/** Counts the ended spans of an application. Thread-safe. */
final class SpanCounters {
    static final MetricDeclaration SPANS = MetricDeclaration.counter(
            "corridor_spans_total",
            "Spans that have ended: exported; failed, if the collector did not take them; dropped, if too many waited"
                    + " for it. All are 0 while traces.endpoint is empty",
            "application",
            "result");

    private final Counter exported;
    private final Counter failed;
    private final Counter dropped;

    SpanCounters(Metrics metrics, String application) {
        this.exported = metrics.counter(SPANS, application, "exported");
        this.failed = metrics.counter(SPANS, application, "failed");
        this.dropped = metrics.counter(SPANS, application, "dropped");
    }

    void exported(int spans) {
        exported.increment(spans);
    }

    void failed(int spans) {
        failed.increment(spans);
    }

    void dropped(int spans) {
        dropped.increment(spans);
    }
}

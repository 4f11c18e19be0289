package dev.goldencorridor.runtime.tracing;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands ended spans to an exporter in batches, on a thread of its own. A span that finds the queue full is dropped and
 * counted, so nobody waits for a collector. OpenTelemetry's own queue drops silently, and is larger than this limit.
 */
final class BoundedSpans implements SpanProcessor {
    @Limit(
            scope = Scope.PROCESS,
            of = "the ended spans that wait for the collector of traces, for each application",
            beyond = "a span is dropped and counted in corridor_spans_total",
            reason = "They are on the heap, and no step waits for a collector.")
    static final int MAX_WAITING_SPANS = 2_048;

    private static final int MAX_BATCH_SPANS = 512;
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);

    private final AtomicInteger waiting = new AtomicInteger();
    private final SpanCounters counters;
    private final SpanProcessor batches;

    BoundedSpans(SpanExporter exporter, SpanCounters counters) {
        this.counters = counters;
        this.batches = BatchSpanProcessor.builder(new Counted(exporter))
                .setMaxQueueSize(2 * MAX_WAITING_SPANS)
                .setMaxExportBatchSize(MAX_BATCH_SPANS)
                .setScheduleDelay(MAX_DELAY)
                .setExporterTimeout(Tracing.EXPORT_TIMEOUT)
                .build();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (waiting.incrementAndGet() > MAX_WAITING_SPANS) {
            waiting.decrementAndGet();
            counters.dropped(1);
        } else {
            batches.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    /** Counts what the collector has taken or refused. */
    private final class Counted implements SpanExporter {
        private final SpanExporter exporter;

        Counted(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int count = spans.size();
            CompletableResultCode result = exporter.export(spans);
            return result.whenComplete(() -> {
                waiting.addAndGet(-count);
                if (result.isSuccess()) {
                    counters.exported(count);
                } else {
                    counters.failed(count);
                }
            });
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}

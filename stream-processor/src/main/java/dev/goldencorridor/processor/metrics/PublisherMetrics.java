package dev.goldencorridor.processor.metrics;

import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.schemas.topics.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.EnumMap;
import java.util.Map;

/** The counters of one publisher, for all tasks of the process. Thread-safe; counting takes no lock. */
public final class PublisherMetrics {
    private static final double MILLIS_IN_SECOND = 1e3;

    private final Counter accepted;
    private final Counter duplicates;
    private final Counter retractions;
    private final Counter misplaced;
    private final Counter parked;
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
    private final DistributionSummary lateness;
    private final GaugeFamily.Cell lastEvent;

    PublisherMetrics(Metrics metrics, String publisher) {
        this.accepted = metrics.counter(ProcessorMetrics.ACCEPTED, publisher);
        this.duplicates = metrics.counter(ProcessorMetrics.DUPLICATES, publisher);
        this.retractions = metrics.counter(ProcessorMetrics.RETRACTIONS, publisher);
        this.misplaced = metrics.counter(ProcessorMetrics.MISPLACED, publisher);
        this.parked = metrics.counter(ProcessorMetrics.PARKED, publisher);
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, metrics.counter(ProcessorMetrics.REJECTED, publisher, reason.name()));
        }
        this.lateness = metrics.histogram(ProcessorMetrics.LATENESS, publisher);
        this.lastEvent = metrics.family(ProcessorMetrics.LAST_EVENT).cell(publisher);
    }

    /**
     * Counts an accepted event.
     *
     * @param publishedAt when the broker took it, milliseconds since 1970-01-01T00:00Z
     * @param occurredAt the event time, likewise
     */
    public void accepted(long publishedAt, long occurredAt) {
        accepted.increment();
        lateness.record(Math.max(0, publishedAt - occurredAt) / MILLIS_IN_SECOND);
        lastEvent.set(publishedAt / MILLIS_IN_SECOND);
    }

    public void rejected(RejectReason reason) {
        rejected.get(reason).increment();
    }

    public void duplicate() {
        duplicates.increment();
    }

    public void retraction() {
        retractions.increment();
    }

    public void misplaced() {
        misplaced.increment();
    }

    public void parked() {
        parked.increment();
    }
}

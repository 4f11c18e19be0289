package dev.goldencorridor.processor.metrics;

import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.schemas.topics.RejectReason;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The metrics of the stream-processor, for all tasks of the process. Thread-safe.
 *
 * <p>Events count when they are processed. After a failure the uncommitted ones are processed, and so counted, again:
 * the results are exact, these counters are not.
 */
public final class ProcessorMetrics {
    /** The label of publishers that the catalogue does not contain. */
    static final String OTHER = "other";

    static final MetricDeclaration ACCEPTED = MetricDeclaration.counter(
            "corridor_events_accepted_total", "Events that passed all checks, duplicates included", "publisher");
    static final MetricDeclaration REJECTED = MetricDeclaration.counter(
            "corridor_events_rejected_total",
            "Records that went to corridor.rejected; the contract has a remedy for each reason",
            "publisher",
            "reason");
    static final MetricDeclaration DUPLICATES = MetricDeclaration.counter(
            "corridor_events_duplicate_total",
            "Events that the run had already, and forecasts that a later one had replaced",
            "publisher");
    static final MetricDeclaration RETRACTIONS = MetricDeclaration.counter(
            "corridor_events_retraction_total", "Events that retract another one", "publisher");
    static final MetricDeclaration MISPLACED = MetricDeclaration.counter(
            "corridor_events_misplaced_total",
            "Events on another partition than the run's, which take a way round",
            "publisher");
    static final MetricDeclaration PARKED = MetricDeclaration.counter(
            "corridor_events_parked_total",
            "Records that waited for a schema id that the registry did not have, or did not answer about",
            "publisher");
    static final MetricDeclaration LATENESS = MetricDeclaration.histogram(
            "corridor_report_lateness_seconds",
            "Time from an event until the broker took its report",
            List.of(1.0, 10.0, 60.0, 300.0, 900.0, 3_600.0, 14_400.0, 86_400.0, 604_800.0),
            "publisher");
    static final MetricDeclaration LAST_EVENT = MetricDeclaration.gauge(
            "corridor_publisher_last_event_timestamp_seconds",
            "When the broker took the publisher's last accepted event, in Unix time",
            "publisher");
    static final MetricDeclaration USUAL_GAP = MetricDeclaration.gauge(
            "corridor_publisher_usual_gap_seconds",
            "Longest usual pause between accepted events of the last seven days (p99), as in ops.publishers; absent"
                    + " below 100 pauses, and for a publisher that the catalogue does not contain",
            "publisher");

    static final MetricDeclaration JUMPS_HELD = MetricDeclaration.counter(
            "corridor_clock_jumps_held_total",
            "Events too far ahead of the event clock, which waits until other runs confirm the time");
    static final MetricDeclaration DIMENSIONS_REFUSED = MetricDeclaration.counter(
            "corridor_dimensions_refused_total", "Decisions to count a name under OTHER, since a limit was reached");
    static final MetricDeclaration SUMS_REPEATED = MetricDeclaration.counter(
            "corridor_sums_repeated_total",
            "Sums that were read again and not counted again; 0 as long as offsets are not lost");
    static final MetricDeclaration CALLS_UNWATCHED = MetricDeclaration.counter(
            "corridor_calls_unwatched_total",
            "Changes of calls that no alert watches, since the run has too many places outside the port catalogue");
    static final MetricDeclaration EMITTED = MetricDeclaration.counter(
            "corridor_aggregates_emitted_total", "Values of aggregates that were emitted", "topic");

    static final MetricDeclaration WATERMARK_LAG = MetricDeclaration.gauge(
            "corridor_watermark_lag_seconds",
            "How far the furthest event time is behind the time of day; negative if it is ahead",
            "task");
    static final MetricDeclaration UNEMITTED = MetricDeclaration.gauge(
            "corridor_dimensions_unemitted",
            "Dimensions with changes that are not yet emitted; above 0 while a backlog of calendar periods is emitted",
            "task");
    static final MetricDeclaration OPEN_TRAINS = MetricDeclaration.gauge(
            "corridor_trains_open", "Trains that have arrived at the port and are not yet released", "facility");
    static final MetricDeclaration PRESENT_TRAINS =
            MetricDeclaration.gauge("corridor_trains_present", "Trains that are at the port", "facility");
    static final MetricDeclaration OLDEST_OPEN = MetricDeclaration.gauge(
            "corridor_train_oldest_open_seconds",
            "How long the train has waited that has waited longest for its release, by the pipeline's clock",
            "facility");

    static final MetricDeclaration OPEN_ALERTS =
            MetricDeclaration.gauge("corridor_alerts_open", "Delay alerts that are raised", "type", "severity");
    static final MetricDeclaration TRANSITIONS = MetricDeclaration.counter(
            "corridor_alert_transitions_total",
            "Alerts that were raised, became more severe (worsened) or were cleared, by their severity then",
            "type",
            "severity",
            "transition");
    static final MetricDeclaration TIMER_LAG = MetricDeclaration.gauge(
            "corridor_timer_lag_seconds",
            "How long the due evaluation of a run has waited, by the pipeline's clock; 0 if none is due",
            "task");

    private final Metrics metrics;
    private final Predicate<String> isKnown;
    private final Map<String, PublisherMetrics> publishers = new ConcurrentHashMap<>();
    private final PublisherMetrics other;
    private final Counter jumpsHeld;
    private final Counter dimensionsRefused;
    private final Counter sumsRepeated;
    private final Counter callsUnwatched;

    /** @param isKnown whether the catalogue contains a publisher; the others share the label {@code other} */
    public ProcessorMetrics(Metrics metrics, Predicate<String> isKnown) {
        this.metrics = metrics;
        this.isKnown = isKnown;
        this.other = new PublisherMetrics(metrics, OTHER);
        this.jumpsHeld = metrics.counter(JUMPS_HELD);
        this.dimensionsRefused = metrics.counter(DIMENSIONS_REFUSED);
        this.sumsRepeated = metrics.counter(SUMS_REPEATED);
        this.callsUnwatched = metrics.counter(CALLS_UNWATCHED);
    }

    /** Metrics that nobody reads, for tests of single steps. */
    public static ProcessorMetrics unserved() {
        return new ProcessorMetrics(new Metrics(), publisher -> true);
    }

    /** All metrics that this class declares. */
    public static List<MetricDeclaration> declarations() {
        return List.of(
                ACCEPTED,
                REJECTED,
                DUPLICATES,
                RETRACTIONS,
                MISPLACED,
                PARKED,
                LATENESS,
                LAST_EVENT,
                USUAL_GAP,
                JUMPS_HELD,
                DIMENSIONS_REFUSED,
                SUMS_REPEATED,
                EMITTED,
                WATERMARK_LAG,
                UNEMITTED,
                OPEN_TRAINS,
                PRESENT_TRAINS,
                OLDEST_OPEN,
                OPEN_ALERTS,
                TRANSITIONS,
                CALLS_UNWATCHED,
                TIMER_LAG);
    }

    /** The counters of a publisher. A lookup of a name that was seen before takes no lock. */
    public PublisherMetrics of(String publisher) {
        PublisherMetrics known = publishers.get(publisher);
        if (known != null) {
            return known;
        }
        return isKnown.test(publisher)
                ? publishers.computeIfAbsent(publisher, name -> new PublisherMetrics(metrics, name))
                : other;
    }

    /** Counts a rejected record that belongs to no publisher. */
    public void rejected(RejectReason reason) {
        other.rejected(reason);
    }

    public Counter jumpsHeld() {
        return jumpsHeld;
    }

    public Counter dimensionsRefused() {
        return dimensionsRefused;
    }

    public Counter sumsRepeated() {
        return sumsRepeated;
    }

    public Counter callsUnwatched() {
        return callsUnwatched;
    }

    /** The counter of the emitted values of an aggregate topic. */
    public Counter emitted(String topic) {
        return metrics.counter(EMITTED, topic);
    }

    public GaugeFamily.Cell watermarkLag(TaskId task) {
        return metrics.family(WATERMARK_LAG).cell(task.toString());
    }

    public GaugeFamily.Cell unemittedDimensions(TaskId task) {
        return metrics.family(UNEMITTED).cell(task.toString());
    }

    public GaugeFamily.Cell timerLag(TaskId task) {
        return metrics.family(TIMER_LAG).cell(task.toString());
    }

    /** The usual gaps of the publishers that one task counts. */
    public UsualGapGauges usualGaps() {
        return new UsualGapGauges(metrics.family(USUAL_GAP), isKnown);
    }

    /** The waiting trains of a port. */
    public PortGauges port(String facility) {
        return new PortGauges(
                metrics.family(OPEN_TRAINS).cell(facility),
                metrics.family(PRESENT_TRAINS).cell(facility),
                metrics.family(OLDEST_OPEN).cell(facility));
    }

    /** The raised alerts that one task has. */
    public AlertGauges alerts() {
        return new AlertGauges(metrics);
    }
}

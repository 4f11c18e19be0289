package dev.goldencorridor.cli;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.simulator.SimulatedReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Replays reports through the whole pipeline. It publishes them a little ahead of the processor and waits until the
 * results are downstream.
 */
public final class ReplayRun implements AutoCloseable {
    /**
     * How many events may be published but not processed. It is large enough to keep the processor busy. It is small
     * enough that all tasks process about the same day: none has to reopen periods for tasks that lag behind.
     */
    private static final int MAX_EVENTS_AHEAD = 4_000;

    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration TERMINAL_REFRESH = Duration.ofMillis(500);
    private static final Duration OUTPUT_REFRESH = Duration.ofSeconds(5);
    private static final Duration MAX_REPLAY_STALL = Duration.ofSeconds(60);
    private static final String CLOCK = AggregateRoute.CLOCK.downstream();
    private static final List<String> RESULTS = List.of(
            AggregateRoute.TRIPS.downstream(),
            AggregateRoute.CLEARANCE.downstream(),
            AggregateRoute.DWELL.downstream());

    private final ReplayStack stack;
    private final Iterator<SimulatedReport> reports;
    private final Screen screen;
    private final MovementPublishers publishers;
    private final Registry registry;
    private final LatestValues values;
    private final ProcessedCount processedCount;
    private final AtomicReference<Throwable> publishFailure = new AtomicReference<>();
    private final long start = System.nanoTime();
    private long shownAt = start;
    private long lastProgressAt = start;
    private long published;
    private long processed;
    private Instant furthest = Instant.MIN;
    private long delivered;
    private long ticksAtLastProgress;

    /**
     * Connects to the stack.
     *
     * @param reports in publishing order
     * @param kept the keys of the downstream topics that are kept
     * @param screen shows the progress
     */
    public ReplayRun(ReplayStack stack, Iterator<SimulatedReport> reports, Predicate<String> kept, Screen screen) {
        this.stack = stack;
        this.reports = reports;
        this.screen = screen;
        this.publishers = MovementPublishers.connect(stack.settingsOf(PublishSettings.definition()), Clock.systemUTC());
        this.registry = Registry.connect(stack.settingsOf(CommonSettings.definition()), REGISTRY_PATIENCE);
        this.values =
                new LatestValues(stack.settingsOf(CommonSettings.definition()), registry, kept.or("corridor"::equals));
        this.processedCount = new ProcessedCount(
                stack.settingsOf(CommonSettings.definition()),
                stack.settingsOf(ProcessorSettings.definition()).string(ProcessorSettings.APPLICATION_ID_CONFIG));
    }

    /** Publishes all reports and waits until their results are downstream. */
    public void run() throws InterruptedException {
        values.follow(Stream.concat(RESULTS.stream(), Stream.of(CLOCK, TopicCatalogue.REJECTED))
                .toList());
        while (reports.hasNext()) {
            long capacity = MAX_EVENTS_AHEAD - (published - processed);
            for (long i = 0; i < capacity && reports.hasNext(); i++) {
                publish(reports.next());
            }
            pollProgress();
        }
        publishers.flush();
        while (!isComplete()) {
            pollProgress();
        }
    }

    /** The latest values downstream. */
    public PublicFigure.Downstream downstream() {
        return values::of;
    }

    public String summary() {
        double took = seconds(start);
        return String.format(
                Locale.ROOT,
                "%,d events published, processed and delivered in %.1f s (%,.0f a second), %,d rejected",
                published,
                took,
                published / took,
                values.recordsOf(TopicCatalogue.REJECTED));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void publish(SimulatedReport report) {
        publishers.of(report.publisher()).publish(report.movement()).exceptionally(failure -> {
            publishFailure.compareAndSet(null, failure);
            return null;
        });
        published++;
        if (report.movement().getOccurredAt().isAfter(furthest)) {
            furthest = report.movement().getOccurredAt();
        }
    }

    /** Polls the downstream topics briefly, checks for failures and shows the progress. */
    private void pollProgress() throws InterruptedException {
        long until = System.nanoTime() + POLL_INTERVAL.toNanos();
        for (long left = POLL_INTERVAL.toNanos(); left > 0; left = until - System.nanoTime()) {
            values.poll(Duration.ofNanos(left));
        }
        stack.requireRunning();
        if (publishFailure.get() != null) {
            throw new StackException(publishFailure.get().getMessage(), publishFailure.get());
        }
        long processedNow = processedCount.events();
        long deliveredNow = RESULTS.stream().mapToLong(values::recordsOf).sum();
        if (processedNow != processed || deliveredNow != delivered) {
            processed = processedNow;
            delivered = deliveredNow;
            lastProgressAt = System.nanoTime();
            ticksAtLastProgress = values.recordsOf(CLOCK);
        } else if (isStalled()) {
            throw new StackException("nothing has moved for " + MAX_REPLAY_STALL.toSeconds() + " s: " + progress()
                    + ". Do a processor and a sink run?");
        }
        Duration between = screen.isTerminal() ? TERMINAL_REFRESH : OUTPUT_REFRESH;
        if (System.nanoTime() - shownAt > between.toNanos()) {
            shownAt = System.nanoTime();
            screen.show(List.of(progress()));
        }
    }

    private boolean isStalled() {
        return System.nanoTime() - lastProgressAt > MAX_REPLAY_STALL.toNanos();
    }

    /**
     * Whether the replay is complete. All input is processed and the downstream clock has reached the last event. In
     * addition, nothing has changed for three ticks of that clock. The clock ticks each second on the same way as the
     * values, which are published several times a second while they change.
     */
    private boolean isComplete() {
        return processed >= published
                && watermark().filter(mark -> !mark.isBefore(furthest)).isPresent()
                && values.recordsOf(CLOCK) >= ticksAtLastProgress + 3;
    }

    private Optional<Instant> watermark() {
        return values.of(CLOCK, "corridor").flatMap(clock -> clock.instant("watermark"));
    }

    private String progress() {
        return String.format(
                Locale.ROOT,
                "%s: %,d events published, %,d processed (%,.0f a second)",
                watermark()
                        .map(mark -> mark.atOffset(ZoneOffset.UTC).toLocalDate().toString())
                        .orElse("not begun"),
                published,
                processed,
                processed / seconds(start));
    }

    @Override
    public void close() {
        processedCount.close();
        values.close();
        registry.close();
        publishers.close();
    }
}

package dev.goldencorridor.quickstart;

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
 * The way of some reports through the whole pipeline: publishes them, not far ahead of the processor, until what follows
 * from them has arrived downstream.
 */
final class Passage implements AutoCloseable {
    /**
     * Events that may be published and not processed. Enough to keep the processor busy; few, so that all its tasks
     * are about the same day and none has to reopen periods for those that lag behind.
     */
    private static final int MOST_AHEAD = 4_000;

    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final String CLOCK = AggregateRoute.CLOCK.downstream();
    private static final List<String> RESULTS = List.of(
            AggregateRoute.TRIPS.downstream(),
            AggregateRoute.CLEARANCE.downstream(),
            AggregateRoute.DWELL.downstream());

    private final ReplayVenue venue;
    private final Iterator<SimulatedReport> reports;
    private final Screen screen;
    private final MovementPublishers publishers;
    private final Registry registry;
    private final LatestValues values;
    private final Consumption consumption;
    private final AtomicReference<Throwable> notPublished = new AtomicReference<>();
    private final long start = System.nanoTime();
    private long shownAt = start;
    private long movedAt = start;
    private long published;
    private long processed;
    private Instant furthest = Instant.MIN;
    private long delivered;
    private long ticksWhenMoved;

    /**
     * @param reports in the order in which they are published
     * @param kept which keys of the downstream topics are of interest
     * @param screen shows how far it is
     */
    Passage(ReplayVenue venue, Iterator<SimulatedReport> reports, Predicate<String> kept, Screen screen) {
        this.venue = venue;
        this.reports = reports;
        this.screen = screen;
        this.publishers = MovementPublishers.connect(venue.settingsOf(PublishSettings.definition()), Clock.systemUTC());
        this.registry = Registry.connect(venue.settingsOf(CommonSettings.definition()), REGISTRY_PATIENCE);
        this.values =
                new LatestValues(venue.settingsOf(CommonSettings.definition()), registry, kept.or("corridor"::equals));
        this.consumption = new Consumption(
                venue.settingsOf(CommonSettings.definition()),
                venue.settingsOf(ProcessorSettings.definition()).string(ProcessorSettings.APPLICATION_ID_CONFIG));
    }

    /** Returns when all is published and what follows from it is downstream. */
    void run() throws InterruptedException {
        values.follow(Stream.concat(RESULTS.stream(), Stream.of(CLOCK, TopicCatalogue.REJECTED))
                .toList());
        while (reports.hasNext()) {
            long room = MOST_AHEAD - (published - processed);
            for (long i = 0; i < room && reports.hasNext(); i++) {
                publish(reports.next());
            }
            lookOn();
        }
        publishers.flush();
        while (!isComplete()) {
            lookOn();
        }
    }

    /** The latest values downstream. */
    PublicFigure.Downstream downstream() {
        return values::of;
    }

    String summary() {
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
            notPublished.compareAndSet(null, failure);
            return null;
        });
        published++;
        if (report.movement().getOccurredAt().isAfter(furthest)) {
            furthest = report.movement().getOccurredAt();
        }
    }

    /** Takes in what comes downstream for a moment, and sees how far the pipeline is. */
    private void lookOn() throws InterruptedException {
        long until = System.nanoTime() + STEP.toNanos();
        for (long left = STEP.toNanos(); left > 0; left = until - System.nanoTime()) {
            values.poll(Duration.ofNanos(left));
        }
        venue.requireRunning();
        if (notPublished.get() != null) {
            throw new StackException(notPublished.get().getMessage(), notPublished.get());
        }
        long nowProcessed = consumption.events();
        long nowDelivered = RESULTS.stream().mapToLong(values::recordsOf).sum();
        if (nowProcessed != processed || nowDelivered != delivered) {
            processed = nowProcessed;
            delivered = nowDelivered;
            movedAt = System.nanoTime();
            ticksWhenMoved = values.recordsOf(CLOCK);
        } else if (System.nanoTime() - movedAt > LONGEST_STANDSTILL.toNanos()) {
            throw new StackException("nothing has moved for " + LONGEST_STANDSTILL.toSeconds() + " s: " + progress()
                    + ". Do a processor and a sink run?");
        }
        Duration between = screen.isTerminal() ? ON_TERMINAL : ELSEWHERE;
        if (System.nanoTime() - shownAt > between.toNanos()) {
            shownAt = System.nanoTime();
            screen.show(List.of(progress()));
        }
    }

    /**
     * Whether all input is processed, the clock downstream has reached the last event, and the picture has stood still
     * for three ticks of that clock: it ticks each second, by the same way as the values, which are told many times
     * a second as long as anything changes.
     */
    private boolean isComplete() {
        return processed >= published
                && watermark().filter(mark -> !mark.isBefore(furthest)).isPresent()
                && values.recordsOf(CLOCK) >= ticksWhenMoved + 3;
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
        consumption.close();
        values.close();
        registry.close();
        publishers.close();
    }
}

package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.benchmarks.harness.Waiting;
import dev.goldencorridor.producer.MovementPublisher;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Publishes traffic and probes by a timetable, through the project's own publishers. */
final class SteadyPublishing implements AutoCloseable {
    private static final long LOOK_EVERY_NANOS = 1_000_000;

    private final Map<String, MovementPublisher> publishers = new LinkedHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** @param probeLinger how long a probe may wait in its batch for other records */
    SteadyPublishing(Stage stage, Duration probeLinger) {
        for (String publisher : SteadyTraffic.publishers()) {
            open(publisher, stage.given());
        }
        Map<String, String> prompt = new LinkedHashMap<>(stage.given());
        prompt.put(PublishSettings.LINGER_CONFIG, probeLinger.toMillis() + "ms");
        open(Probe.PUBLISHER, prompt);
    }

    private void open(String publisher, Map<String, String> given) {
        publishers.put(
                publisher,
                MovementPublisher.builder()
                        .publisher(publisher)
                        .settings(Settings.of(PublishSettings.definition(), given))
                        .open());
    }

    /**
     * Publishes until the timetable ends and all records are acknowledged.
     *
     * @return the largest lag behind the timetable
     */
    Duration run(Timetable timetable) {
        long event = 0;
        long probe = 0;
        long behind = 0;
        for (long tick = timetable.startNanos();
                event < timetable.events() || probe < timetable.probes();
                tick += LOOK_EVERY_NANOS) {
            Waiting.untilNanoTime(tick);
            Instant now = Instant.now();
            while (probe < timetable.probes() && timetable.probeDue(probe) <= tick) {
                behind = Math.max(behind, System.nanoTime() - timetable.probeDue(probe));
                publish(new Probe(probe++).movement(now));
            }
            while (event < timetable.events() && timetable.eventDue(event) <= tick) {
                publish(SteadyTraffic.movement(event++, now));
            }
        }
        publishers.values().forEach(MovementPublisher::flush);
        if (failure.get() != null) {
            throw new BenchmarkException("an event was not taken: " + failure.get(), failure.get());
        }
        return Duration.ofNanos(behind);
    }

    private void publish(TrainMovement movement) {
        var unused = publishers.get(movement.getPublisher()).publish(movement).whenComplete((where, refused) -> {
            if (refused == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.set(refused);
            }
        });
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        publishers.values().forEach(MovementPublisher::close);
    }
}

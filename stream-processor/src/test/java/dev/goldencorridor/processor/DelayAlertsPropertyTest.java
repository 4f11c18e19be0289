package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.reference.DelayRecount;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * The alerts are those of {@link DelayRecount}, which goes through the timeline instant by instant. Reports come
 * late, twice, retracted or not at all, and the pipeline polls at any time.
 */
class DelayAlertsPropertyTest {
    private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");
    private static final Map<String, String> STEPS = Map.of(
            "CLEARANCE_OVERDUE", "2h,3h,5h",
            "CLEARANCE_HELD", "0s,-,3h",
            "CLEARANCE_REFUSED", "-,0s,2h",
            "DWELL_EXCEEDED", "1h,2h,-",
            "DEPARTURE_LATE", "30m,2h,4h",
            "ARRIVAL_LATE", "30m,1h,-",
            "TRAIN_SILENT", "3h,4h,9h");
    private static final Map<String, String> SETTINGS = Map.of(
            "CLEARANCE_OVERDUE", DelaySettings.CLEARANCE_OVERDUE_CONFIG,
            "CLEARANCE_HELD", DelaySettings.HELD_CONFIG,
            "CLEARANCE_REFUSED", DelaySettings.REFUSED_CONFIG,
            "DWELL_EXCEEDED", DelaySettings.DWELL_CONFIG,
            "DEPARTURE_LATE", DelaySettings.DEPARTURE_LATE_CONFIG,
            "ARRIVAL_LATE", DelaySettings.ARRIVAL_LATE_CONFIG,
            "TRAIN_SILENT", DelaySettings.SILENT_CONFIG);

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void theAlertsAreThoseOfTheRecount(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size, @ForAll boolean eventClock) {
        Random random = new Random(seed);
        DelayRecount recount = recount();
        List<TrainMovement> sent = new ArrayList<>();
        Instant wall = START;
        try (PipelineDriver pipeline = new PipelineDriver(START, settings(eventClock))) {
            // The event clock begins with the first event, a second later.
            pipeline.publish(Movements.departure("CR|X1|2026-10-25", "CNXAG", Direction.OUTBOUND, START.toString()));
            wall = wall.plusSeconds(1);
            pipeline.passTime(Duration.ofSeconds(1));
            if (!eventClock) {
                recount.moveTo(wall);
            }
            for (int i = 0; i < size; i++) {
                if (random.nextInt(3) > 0) {
                    TrainMovement event = RandomReports.next(random, START, sent, recount.now());
                    sent.add(event);
                    recount.moveTo(eventClock ? later(recount.now(), event.getOccurredAt()) : wall);
                    recount.report(event);
                    pipeline.publish(event);
                } else {
                    Duration passing = RandomReports.GRAIN.multipliedBy(
                            List.of(1, 2, 4, 30).get(random.nextInt(4)));
                    wall = wall.plus(passing);
                    pipeline.passTime(passing);
                    if (!eventClock) {
                        recount.moveTo(wall);
                    }
                }
                if (random.nextInt(3) == 0 || i == size - 1) {
                    // The first tick broadcasts the clock, the second evaluates the due runs.
                    for (int ticks = 0; ticks < 2; ticks++) {
                        wall = wall.plusMillis(500);
                        pipeline.passTime(Duration.ofMillis(500));
                    }
                    if (!eventClock) {
                        recount.moveTo(wall);
                    }
                    assertThat(recordsOf(pipeline))
                            .as("after step %d at %s", i, recount.now())
                            .isEqualTo(recount.alerts());
                }
            }
            assertThat(pipeline.rejected()).isEmpty();
        }
    }

    private static Map<String, String> settings(boolean eventClock) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "clock",
                eventClock ? "event" : "wall",
                "partitions",
                "1",
                DelaySettings.SHOWN_FOR_CONFIG,
                "3h",
                DelaySettings.CLEARED_KEPT_CONFIG,
                "5h",
                DelaySettings.RUNS_READY_CONFIG,
                "100",
                RunSettings.JOURNEYS_READY_CONFIG,
                "100"));
        STEPS.forEach((type, steps) -> settings.put(SETTINGS.get(type), steps));
        return settings;
    }

    private static DelayRecount recount() {
        Map<String, List<Duration>> limits = new HashMap<>();
        STEPS.forEach((type, steps) -> limits.put(
                type,
                Arrays.stream(steps.split(","))
                        .map(step -> step.equals("-") ? null : Duration.parse("PT" + step))
                        .toList()));
        return new DelayRecount(
                limits,
                PortCatalogue.builtIn().all().stream().map(Port::code).collect(Collectors.toSet()),
                Duration.ofMinutes(15),
                Duration.ofHours(3),
                Duration.ofHours(5),
                START);
    }

    private static Map<String, DelayRecount.Alert> recordsOf(PipelineDriver pipeline) {
        Map<String, DelayRecount.Alert> records = new TreeMap<>();
        pipeline.alerts().forEach((key, alert) -> records.put(key, recordOf(alert)));
        return records;
    }

    private static DelayRecount.Alert recordOf(DelayAlert alert) {
        return new DelayRecount.Alert(
                alert.getState(),
                alert.getSeverity(),
                alert.getRaisedAt(),
                alert.getClearedAt(),
                alert.getClearedCause());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

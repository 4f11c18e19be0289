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
 * Whatever comes, late, twice, withdrawn or not at all, and whenever the pipeline looks: the alerts are those that living
 * through the timeline finds.
 */
class DelayAlertsProperties {
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

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void theAlertsAreThoseThatLivingThroughTheTimelineFinds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size, @ForAll boolean eventClock) {
        Random random = new Random(seed);
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
                "100"));
        Map<String, List<Duration>> limits = new HashMap<>();
        STEPS.forEach((type, steps) -> {
            settings.put(SETTINGS.get(type), steps);
            limits.put(
                    type,
                    Arrays.stream(steps.split(","))
                            .map(step -> step.equals("-") ? null : Duration.parse("PT" + step))
                            .toList());
        });
        DelayRecount truth = new DelayRecount(
                limits,
                PortCatalogue.builtIn().all().stream().map(Port::code).collect(Collectors.toSet()),
                Duration.ofMinutes(15),
                Duration.ofHours(3),
                Duration.ofHours(5),
                START);
        List<TrainMovement> sent = new ArrayList<>();
        Instant wall = START;
        try (PipelineUnderTest pipeline = new PipelineUnderTest(START, settings)) {
            // With the first event the event clock begins.
            pipeline.publish(Movements.departure("CR|X1|2026-10-25", "CNXAG", Direction.OUTBOUND, START.toString()));
            for (int i = 0; i < size; i++) {
                if (random.nextInt(3) > 0) {
                    TrainMovement event = RandomReports.next(random, START, sent, truth.now());
                    sent.add(event);
                    truth.moveTo(eventClock ? later(truth.now(), event.getOccurredAt()) : wall);
                    truth.report(event);
                    pipeline.publish(event);
                } else {
                    Duration passing = RandomReports.GRAIN.multipliedBy(
                            List.of(1, 2, 4, 30).get(random.nextInt(4)));
                    wall = wall.plus(passing);
                    pipeline.passTime(passing);
                    if (!eventClock) {
                        truth.moveTo(wall);
                    }
                }
                if (random.nextInt(3) == 0 || i == size - 1) {
                    // Once for the clock to be told, and once for what is due.
                    for (int ticks = 0; ticks < 2; ticks++) {
                        wall = wall.plusMillis(500);
                        pipeline.passTime(Duration.ofMillis(500));
                    }
                    if (!eventClock) {
                        truth.moveTo(wall);
                    }
                    assertThat(told(pipeline))
                            .as("after step %d at %s", i, truth.now())
                            .isEqualTo(truth.alerts());
                }
            }
            assertThat(pipeline.rejected()).isEmpty();
        }
    }

    private static Map<String, DelayRecount.Told> told(PipelineUnderTest pipeline) {
        Map<String, DelayRecount.Told> told = new TreeMap<>();
        pipeline.alerts().forEach((key, alert) -> told.put(key, told(alert)));
        return told;
    }

    private static DelayRecount.Told told(DelayAlert alert) {
        return new DelayRecount.Told(
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

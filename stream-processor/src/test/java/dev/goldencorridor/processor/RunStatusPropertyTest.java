package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.reference.RunStatusAgreement;
import dev.goldencorridor.reference.RunStatusRecount;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.specific.SpecificRecord;

/**
 * The status of each run is that of {@link RunStatusRecount}. Reports come late, twice, retracted or not at all, and
 * from publishers that may invent places.
 */
class RunStatusPropertyTest {
    private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");
    private static final Duration RETENTION = Duration.ofHours(3);
    private static final Set<String> CATALOGUE =
            PortCatalogue.builtIn().all().stream().map(Port::code).collect(Collectors.toSet());

    private final List<TrainMovement> sent = new ArrayList<>();
    private Instant wall;
    private Instant watermark;
    private boolean isEventClock;

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void theStatusIsThatOfTheRecount(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll boolean eventClock) {
        Random random = new Random(seed);
        sent.clear();
        wall = START;
        watermark = START;
        isEventClock = eventClock;
        Map<String, String> settings = Map.of(
                "clock", eventClock ? "event" : "wall", "partitions", "1", StatusSettings.RETENTION_CONFIG, "3h");
        try (PipelineDriver pipeline = new PipelineDriver(START, settings)) {
            publish(pipeline, Movements.departure("CR|X1|2026-10-25", "CNXAG", Direction.OUTBOUND, START.toString()));
            for (int i = 0; i < size; i++) {
                if (random.nextInt(3) > 0) {
                    publish(pipeline, next(random));
                } else {
                    Duration passing = RandomReports.GRAIN.multipliedBy(
                            List.of(1, 2, 4, 30).get(random.nextInt(4)));
                    wall = wall.plus(passing);
                    pipeline.passTime(passing);
                }
                if (random.nextInt(6) == 0 || i == size - 1) {
                    wall = wall.plusSeconds(2);
                    pipeline.settle();
                    sent.stream()
                            .map(TrainMovement::getTrainRunId)
                            .distinct()
                            .forEach(run -> statusAgrees(pipeline, run));
                }
            }
            assertThat(pipeline.rejected()).isEmpty();
            eachValueDiffersFromTheOneBefore(pipeline.all(AggregateRoute.RUNS));
        }
    }

    private void publish(PipelineDriver pipeline, TrainMovement event) {
        sent.add(event);
        watermark = event.getOccurredAt().isAfter(watermark) ? event.getOccurredAt() : watermark;
        pipeline.publish(event);
    }

    private Instant now() {
        return isEventClock ? watermark : wall;
    }

    private TrainMovement next(Random random) {
        TrainMovement event = RandomReports.next(random, START, sent, now());
        boolean isNew = event.getRetracts() == null
                && sent.stream().noneMatch(other -> other.getEventId().equals(event.getEventId()));
        if (event.getDetail() instanceof Estimate) {
            // The pipeline keeps one forecast of each movement. So a retraction does not restore the one before.
            return isNew ? withDetail(event, estimate(random)) : next(random);
        }
        return isNew ? withDetail(event, detailed(random, event.getDetail())) : event;
    }

    private static TrainMovement withDetail(TrainMovement event, Object detail) {
        return TrainMovement.newBuilder(event).setDetail(detail).build();
    }

    private Estimate estimate(Random random) {
        PlannedMovement movement = List.of(PlannedMovement.values()).get(random.nextInt(2));
        return new Estimate(movement, now().plus(RandomReports.GRAIN.multipliedBy(random.nextInt(12))));
    }

    private static Object detailed(Random random, Object detail) {
        String line = random.nextBoolean() ? null : "Line " + random.nextInt(3);
        String border = random.nextInt(3) > 0 ? null : "CNHRS";
        Consist consist = random.nextBoolean()
                ? null
                : Movements.consist(
                        random.nextInt(60), random.nextInt(110), random.nextInt(20), random.nextInt(9) / 8.0);
        if (detail instanceof Departure left) {
            return new Departure(left.getOrigin(), left.getDestination(), border, line, null, consist);
        }
        if (detail instanceof Arrival arrived) {
            return new Arrival(arrived.getOrigin(), arrived.getDestination(), border, line, null, consist);
        }
        return detail;
    }

    private void statusAgrees(PipelineDriver pipeline, String run) {
        List<TrainMovement> events =
                sent.stream().filter(event -> event.getTrainRunId().equals(run)).toList();
        RunStatusRecount truth = new RunStatusRecount(events, CATALOGUE);
        TrainRunStatus status =
                (TrainRunStatus) pipeline.latest(AggregateRoute.RUNS).get(run);
        if (!truth.exists() || truth.isOver(now(), RETENTION)) {
            assertThat(status).as(run).isNull();
        } else if (status != null || !truth.isCancelled()) {
            assertThat(status).as("%s at %s", run, now()).isNotNull();
            new RunStatusAgreement(truth, status).check(openAlerts(pipeline, run));
        }
    }

    private static Set<String> openAlerts(PipelineDriver pipeline, String run) {
        Set<String> open = new TreeSet<>();
        pipeline.alerts().forEach((key, alert) -> {
            if (alert.getTrainRunId().equals(run) && alert.getState().equals("RAISED")) {
                open.add(key);
            }
        });
        return open;
    }

    private static void eachValueDiffersFromTheOneBefore(List<SpecificRecord> values) {
        Map<String, TrainRunStatus> latest = new HashMap<>();
        for (SpecificRecord value : values) {
            if (value instanceof TrainRunStatus status) {
                TrainRunStatus before = latest.put(status.getTrainRunId(), status);
                if (before != null && status.getRevision() != 1) {
                    assertThat(status.getRevision()).isEqualTo(before.getRevision() + 1);
                    assertThat(content(status)).isNotEqualTo(content(before));
                }
            }
        }
    }

    /** All fields but those that change with time alone. */
    private static String content(TrainRunStatus status) {
        TrainRunStatus content = TrainRunStatus.newBuilder(status)
                .setAsOf(Instant.EPOCH)
                .setRevision(0)
                .setLatenessSeconds(0.0)
                .build();
        return new String(AggregateJson.of(content), StandardCharsets.UTF_8);
    }
}

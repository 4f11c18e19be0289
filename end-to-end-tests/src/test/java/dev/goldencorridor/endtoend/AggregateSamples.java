package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.TripCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Aggregates as the processor writes them, for tests of the sink. */
final class AggregateSamples {
    static final Instant NOON = Instant.parse("2026-10-01T12:00:00Z");

    private AggregateSamples() {}

    static TripCounts trips(long trips, long revision, Instant asOf) {
        Instant end = asOf.plusSeconds(60);
        return new TripCounts(
                "PORT",
                "CNHRS",
                null,
                null,
                "PT1H",
                end.minus(Duration.ofHours(1)),
                end,
                trips,
                trips,
                0L,
                0L,
                50 * trips,
                0L,
                0L,
                null,
                2_000.25 * trips,
                2L,
                (trips - 2) / 2.0 * 100,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                asOf,
                revision);
    }

    static ClearanceLatency clearance() {
        StepDuration step = new StepDuration("ARRIVAL_TO_LODGED", 1L, 60.0, 60.0, 60.0, 60.0, 60.0, 60.0);
        return new ClearanceLatency(
                "PORT",
                "CNHRS",
                "PT1H",
                NOON,
                NOON.plusSeconds(60),
                1L,
                60.0,
                60.0,
                60.0,
                60.0,
                60.0,
                90_000.0,
                0.5,
                null,
                1L,
                90_000.0,
                List.of(step),
                0L,
                List.of(),
                null,
                NOON,
                1L);
    }

    static DurationStatistics dwell() {
        return new DurationStatistics(
                "PORT",
                "CNHRS",
                null,
                null,
                "PT1H",
                NOON,
                NOON.plusSeconds(60),
                0L,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "PREVIOUS",
                null,
                null,
                NOON,
                1L);
    }

    static TrainRunStatus run() {
        return TrainRunStatus.newBuilder()
                .setTrainRunId("CN|X8003|1")
                .setDirection("OUTBOUND")
                .setState("UNDER_WAY")
                .setAsOf(NOON)
                .setRevision(1L)
                .build();
    }

    static PublisherStatus publisher() {
        return PublisherStatus.newBuilder()
                .setPublisher("khorgos")
                .setAccepted(2L)
                .setAsOf(NOON)
                .setRevision(1L)
                .build();
    }
}

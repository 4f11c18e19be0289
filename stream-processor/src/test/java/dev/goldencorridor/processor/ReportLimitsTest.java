package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of the reports and places of one run, and the rejects beyond them. */
class ReportLimitsTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final byte[] KEY = RUN.getBytes(StandardCharsets.UTF_8);
    private static final Instant RECEIVED = Instant.parse("2026-10-31T10:00:00Z");
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();
    private final TrainMovement good = Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z");

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aRunHasAThousandPlacesAtMost() {
        for (int place = 0; place <= 1_000; place++) {
            pipeline.publish(
                    "gb-trust",
                    KEY,
                    pipeline.encode(TrainMovement.newBuilder(good)
                            .setEventId(UUID.randomUUID())
                            .setFacility("stanox:" + place)
                            .build()),
                    RECEIVED);
        }
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(header(rejected.get(0), "reason")).isEqualTo("TOO_MANY_REPORTS");
        assertThat(header(rejected.get(0), "message")).contains("1000 places", "stanox:1000");
    }

    @Test
    void aThousandPlacesThatOnePublisherInventsDisplaceNoReportOfAPort() {
        String run = "CN|X8003|2026-10-15";
        for (int place = 0; place < 1_000; place++) {
            pipeline.publish(TrainMovement.newBuilder(Movements.movement(
                            run,
                            "stanox:" + place,
                            Direction.DOMESTIC,
                            Instant.parse("2026-10-16T02:00:00Z"),
                            Movements.stepOf(ClearanceStep.LODGED)))
                    .setPublisher("gb-trust")
                    .build());
        }
        pipeline.publish(Movements.movement(
                run,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.parse("2026-10-18T12:00:00Z"),
                Movements.departureOf("CNXAG", "KZALA", Movements.consist(50, 100, 0, 1000))));
        pipeline.settle();
        assertThat(pipeline.rejected()).isEmpty();
        assertThat(((TripCounts) pipeline.latest(AggregateRoute.TRIPS).get("NETWORK/ALL/YEAR:2026")).getTrips())
                .isEqualTo(1);
    }

    @Test
    void theReportsOfOneRunAreLimitedAndFurtherOnesAreRejected() {
        try (PipelineDriver bounded = new PipelineDriver(
                RECEIVED, Map.of("clock", "event", "partitions", "1", "processor.journey.max.reports", "10"))) {
            for (int i = 0; i < 12; i++) {
                bounded.publish(Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z"));
            }
            List<TestRecord<byte[], byte[]>> rejected = bounded.rejected();
            assertThat(rejected).hasSize(2);
            assertThat(header(rejected.get(0), "reason")).isEqualTo("TOO_MANY_REPORTS");
            assertThat(header(rejected.get(0), "offset")).isEqualTo("10");
            bounded.passTime(Duration.ofSeconds(1));
            bounded.passTime(Duration.ofSeconds(1));
            assertThat(((TripCounts) bounded.settle()
                                    .latest(AggregateRoute.TRIPS)
                                    .get("PORT/CNHRS/PT1H"))
                            .getTrips())
                    .isEqualTo(1);
            PublisherStatus status =
                    (PublisherStatus) bounded.latest(AggregateRoute.PUBLISHERS).get("khorgos");
            assertThat(status.getAccepted()).isEqualTo(10);
            assertThat(status.getRejectedByReason()).isEqualTo(Map.of("TOO_MANY_REPORTS", 2L));
        }
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}

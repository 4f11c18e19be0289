package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publisher that has the event ids and run ids of another one changes none of its figures. */
class ForeignEventIdsTest {
    private static final String RUN = "CN|X8003|2026-10-30";
    private static final String YEAR = "PORT/CNHRS/YEAR:2026";

    private final PipelineDriver pipeline = PipelineDriver.onEventClock();
    private final TrainMovement departure =
            Movements.departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z");

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void theSameIdAtAnotherFacilityBeforehandSuppressesNoEvent() {
        pipeline.publish(hostile(departure.getEventId(), null));
        pipeline.publish(departure);
        assertThat(trips()).isEqualTo(1);
    }

    @Test
    void aForeignWithdrawalChangesNothing() {
        pipeline.publish(departure);
        pipeline.publish(hostile(UUID.randomUUID(), departure.getEventId()));
        assertThat(trips()).isEqualTo(1);
    }

    @Test
    void aForeignWithdrawalBeforehandSuppressesNoEvent() {
        pipeline.publish(hostile(UUID.randomUUID(), departure.getEventId()));
        pipeline.publish(departure);
        assertThat(trips()).isEqualTo(1);
    }

    @Test
    void aReportOfAForeignFacilityIsRejectedWhateverItsPublisherFieldSays() {
        pipeline.publish(departure);
        TrainMovement forged = TrainMovement.newBuilder(departure)
                .setEventId(UUID.randomUUID())
                .setRetracts(departure.getEventId())
                .setPublisher("khorgos")
                .build();
        pipeline.publish(
                "gb-trust",
                RUN.getBytes(StandardCharsets.UTF_8),
                pipeline.encode(forged),
                Instant.parse("2026-10-31T10:00:00Z"));
        assertThat(trips()).isEqualTo(1);
        assertThat(pipeline.rejected()).hasSize(1);
    }

    private TrainMovement hostile(UUID id, UUID retracts) {
        return TrainMovement.newBuilder(departure)
                .setEventId(id)
                .setRetracts(retracts)
                .setFacility("stanox:87701")
                .setPublisher("gb-trust")
                .build();
    }

    private long trips() {
        pipeline.settle();
        return ((TripCounts) pipeline.latest(AggregateRoute.TRIPS).get(YEAR)).getTrips();
    }
}

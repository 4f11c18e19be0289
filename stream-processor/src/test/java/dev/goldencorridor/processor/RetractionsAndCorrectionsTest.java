package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.reportedAnew;
import static dev.goldencorridor.processor.Movements.retraction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retractions, corrections and events that are reported anew, each in one small example. */
class RetractionsAndCorrectionsTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String OTHER = "CR|X8003|2026-10-30";
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anEventCountsAgainIfItIsReportedAnewAfterItsRetraction() {
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        TrainMovement retraction =
                reportedAnew(retraction(left), left.getCreatedAt().plusSeconds(60));
        TrainMovement leftAfterAll = reportedAnew(left, left.getCreatedAt().plusSeconds(120));
        pipeline.publish(left);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.publish(retraction);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isZero();
        pipeline.publish(reportedAnew(left, left.getCreatedAt().plusSeconds(30)));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isZero();
        pipeline.publish(leftAfterAll);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.publish(left);
        pipeline.publish(leftAfterAll);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.publish(reportedAnew(retraction, left.getCreatedAt().plusSeconds(180)));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isZero();
    }

    @Test
    void aRetractionRemovesTheFirstReportEvenIfThatClaimsToBeNewer() {
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        TrainMovement retraction =
                reportedAnew(retraction(left), left.getCreatedAt().minusSeconds(60));
        pipeline.publish(left);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.publish(retraction);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isZero();
        pipeline.publish(reportedAnew(left, left.getCreatedAt().minusSeconds(30)));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
    }

    @Test
    void aSecondReportOfTheSameDepartureReplacesTheFirst() {
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T12:00:00Z"));
        assertThat(trips("PORT/CNHRS/PT24H").getTrips()).isEqualTo(1);
        assertThat(trips("PORT/CNHRS/PT1H").getPreviousTrips()).isZero();
    }

    @Test
    void aRetractionThatComesBeforeWhatItRetractsRetractsItAllTheSame() {
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        TrainMovement retraction = retraction(left);
        pipeline.publish(retraction);
        pipeline.publish(left);
        pipeline.publish(departure(OTHER, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:10:00Z"));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.publish(retraction(retraction));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(2);
    }

    private TripCounts trips(String key) {
        return (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get(key);
    }
}

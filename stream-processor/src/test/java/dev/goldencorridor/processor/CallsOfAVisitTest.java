package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.retraction;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.RegimeLatency;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several calls of one run at one facility, releases that customs revoke, and trains that leave without a release. */
class CallsOfAVisitTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String OTHER = "CR|X8003|2026-10-30";
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aDepartureThatWasRoundedToBeforeTheArrivalEndsTheCall() {
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T09:58:00Z"));
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        assertThat(dwell("PORT/CNHRS/PT24H").getCount()).isEqualTo(1);
        assertThat(dwell("PORT/CNHRS/PT24H").getMaxSeconds()).isZero();
        assertThat(pipeline.latest(AggregateRoute.PORTS)).doesNotContainKey("CNHRS");
    }

    @Test
    void aTrainThatReturnsToThePortWaitsAgainAndDwellsTwice() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T12:00:00Z"));
        PortStatus port = port();
        assertThat(port.getPresent()).isEqualTo(1);
        assertThat(port.getAwaitingRelease())
                .as("the release was of the first call")
                .isEqualTo(1);
        TrainMovement second = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T15:00:00Z");
        pipeline.publish(second);
        DurationStatistics dwell = dwell("PORT/CNHRS/PT24H");
        assertThat(dwell.getCount()).isEqualTo(2);
        assertThat(dwell.getMeanSeconds()).isEqualTo(2.5 * 3_600);
        assertThat(clearance().getCount()).isEqualTo(1);
        assertThat(clearance().getReleaseNotReported()).isEqualTo(1);
        pipeline.publish(retraction(second));
        assertThat(dwell("PORT/CNHRS/PT24H").getCount()).isEqualTo(1);
        assertThat(clearance().getReleaseNotReported()).isZero();
        assertThat(port().getPresent()).isEqualTo(1);
    }

    @Test
    void aLoopTrainHasTransitsOutAndBack() {
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        pipeline.publish(departure(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T11:00:00Z"));
        pipeline.publish(arrival(RUN, "CNXAG", Direction.OUTBOUND, "2026-10-31T14:00:00Z"));
        assertThat(transit("ROUTE/CNXAG-KZALA/PT24H").getMeanSeconds()).isEqualTo(2 * 3_600);
        assertThat(transit("ROUTE/KZALA-CNXAG/PT24H").getMeanSeconds()).isEqualTo(3 * 3_600);
    }

    /** The first call alone makes the place an end of the run. The second counts as soon as another place names it. */
    @Test
    void aPlaceOutsideTheCatalogueKeepsAllItsCallsOnceOneOfThemIsAnEnd() {
        String outside = "esr:Sary-Agash";
        pipeline.publish(movement(
                RUN,
                outside,
                Direction.OUTBOUND,
                Instant.parse("2026-10-31T06:00:00Z"),
                Movements.departureOf(outside, "CNXAG", null)));
        pipeline.publish(arrival(RUN, outside, Direction.OUTBOUND, "2026-10-31T12:00:00Z"));
        pipeline.publish(movement(
                RUN,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.parse("2026-10-31T08:00:00Z"),
                Movements.departureOf("CNHRS", outside, null)));
        assertThat(transit("ROUTE/CNHRS-esr:Sary-Agash/PT24H").getMeanSeconds()).isEqualTo(4 * 3_600);
    }

    @Test
    void aHoldAfterTheReleaseMakesTheTrainWaitAgainUntilItIsReleasedAnew() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T10:00:00Z"));
        assertThat(clearance().getCount()).isEqualTo(1);
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.HOLD, "2026-10-31T11:00:00Z"));
        assertThat(clearance().getCount()).isZero();
        assertThat(clearance().getOpen()).isEqualTo(1);
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T15:00:00Z"));
        assertThat(clearance().getMaxSeconds()).isEqualTo(7 * 3_600);
        assertThat(clearance().getOpen()).isZero();
    }

    @Test
    void aTrainThatLeftWithoutAReportedReleaseIsNotOpen() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T14:00:00Z"));
        assertThat(clearance().getOpen()).isZero();
        assertThat(clearance().getReleaseNotReported()).isEqualTo(1);
        assertThat(clearance().getWithin24hShare()).isNull();
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T13:00:00Z"));
        assertThat(clearance().getReleaseNotReported()).isZero();
        assertThat(clearance().getCount()).isEqualTo(1);
    }

    @Test
    void eachRegimeHasItsOwnLatency() {
        release(RUN, "2026-10-31T09:00:00Z", null);
        release(OTHER, "2026-10-31T15:00:00Z", ClearanceRegime.FAST);
        ClearanceLatency latency = clearance();
        assertThat(latency.getP50Seconds()).isCloseTo(4 * 3_600, within(1.0));
        assertThat(latency.getRegimes())
                .extracting(RegimeLatency::getRegime, RegimeLatency::getCount, RegimeLatency::getMaxSeconds)
                .containsExactly(tuple("BORDER", 1L, 3_600.0), tuple("FAST", 1L, 7 * 3_600.0));
    }

    private void release(String run, String at, ClearanceRegime regime) {
        pipeline.publish(arrival(run, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(movement(
                run,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.parse(at),
                new Clearance(ClearanceStep.RELEASED, null, null, null, regime)));
    }

    private ClearanceLatency clearance() {
        return (ClearanceLatency)
                pipeline.settle().latest(AggregateRoute.CLEARANCE).get("PORT/CNHRS/PT24H");
    }

    private PortStatus port() {
        return (PortStatus) pipeline.settle().latest(AggregateRoute.PORTS).get("CNHRS");
    }

    private DurationStatistics dwell(String key) {
        return (DurationStatistics)
                pipeline.settle().latest(AggregateRoute.DWELL).get(key);
    }

    private DurationStatistics transit(String key) {
        return (DurationStatistics)
                pipeline.settle().latest(AggregateRoute.TRANSIT).get(key);
    }
}

package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The times at which the next event of a run is expected, after some runs have been measured. */
class ExpectedTimesTest {
    private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");
    private static final Duration TRANSIT = Duration.ofHours(40);
    private static final Duration EXPORT = Duration.ofHours(1);
    private static final Duration IMPORT = Duration.ofHours(12);
    private static final Duration HANDLING = Duration.ofHours(3);
    private static final String RUN = "CR|X9001|2026-10-24";
    private static final Instant LEFT = Instant.parse("2026-10-24T00:00:00Z");

    private final PipelineDriver pipeline = PipelineDriver.onEventClock();

    @BeforeEach
    void measureSomeRuns() {
        for (int i = 0; i < 6; i++) {
            Instant left = START.plus(Duration.ofHours(i));
            String outbound = "CR|X800" + i + "|2026-10-20";
            publish(outbound, "CNXAG", Direction.OUTBOUND, left, departure());
            passBorder(outbound, Direction.OUTBOUND, left.plus(TRANSIT), EXPORT);
            passBorder("KZ|X700" + i + "|2026-10-20", Direction.RETURN, left, IMPORT);
        }
        pipeline.settle();
    }

    private void passBorder(String run, Direction direction, Instant arrived, Duration clearance) {
        Instant released = arrived.plus(clearance);
        publish(run, "CNHRS", direction, arrived, arrival());
        publish(run, "CNHRS", direction, released, Movements.stepOf(ClearanceStep.RELEASED));
        publish(run, "CNHRS", direction, released.plus(HANDLING), departure());
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anArrivalIsExpectedAfterTheMedianTransitOfTheRoute() {
        publish(RUN, "CNXAG", Direction.OUTBOUND, LEFT, departure());
        expects("ARRIVAL", "ROUTE", LEFT.plus(TRANSIT));
    }

    @Test
    void aReleaseIsExpectedAfterTheMedianClearanceOfTheDirection() {
        publish(RUN, "CNHRS", Direction.OUTBOUND, LEFT, arrival());
        expects("RELEASE", "PORT", LEFT.plus(EXPORT));
        String homeward = "KZ|X7009|2026-10-24";
        publish(homeward, "CNHRS", Direction.RETURN, LEFT, arrival());
        assertThat(status(homeward).getNextExpectedAt())
                .isCloseTo(LEFT.plus(IMPORT), within(IMPORT.toSeconds() / 100, ChronoUnit.SECONDS));
    }

    @Test
    void aDepartureIsExpectedAfterTheMedianDwellOfTheDirection() {
        publish(RUN, "CNHRS", Direction.OUTBOUND, LEFT, arrival());
        publish(RUN, "CNHRS", Direction.OUTBOUND, LEFT.plusSeconds(60), Movements.stepOf(ClearanceStep.RELEASED));
        expects("DEPARTURE", "PORT", LEFT.plus(EXPORT).plus(HANDLING));
    }

    @Test
    void aForecastOfTheRunComesBeforeEveryMeasurement() {
        Instant forecast = LEFT.plus(Duration.ofHours(50));
        publish(RUN, "CNXAG", Direction.OUTBOUND, LEFT, departure());
        publish(RUN, "CNHRS", Direction.OUTBOUND, LEFT, new Estimate(PlannedMovement.ARRIVAL, forecast));
        expects("ARRIVAL", "ESTIMATE", forecast);
        assertThat(status(RUN).getNextExpectedP90At()).isNull();
    }

    @Test
    void withoutMeasurementsThePlanRemains() {
        publish(RUN, "CNXAG", Direction.OUTBOUND, LEFT, departure());
        pipeline.publish(Movements.plan(
                RUN,
                "KZALA",
                PlannedMovement.ARRIVAL,
                LEFT.toString(),
                LEFT.plusSeconds(600).toString()));
        expects("ARRIVAL", "PLAN", LEFT.plusSeconds(600));
    }

    @Test
    void aPlanIsLaterByTheLatenessOfTheTrain() {
        Instant late = LEFT.plus(Duration.ofMinutes(45));
        pipeline.publish(Movements.planned(
                Movements.movement(RUN, "CNXAG", Direction.OUTBOUND, late, departure()), LEFT.toString()));
        Instant plan = LEFT.plus(Duration.ofHours(2));
        pipeline.publish(Movements.plan(RUN, "KZALA", PlannedMovement.ARRIVAL, LEFT.toString(), plan.toString()));
        expects("ARRIVAL", "PLAN", plan.plus(Duration.ofMinutes(45)));
        assertThat(status(RUN).getNextPlannedAt()).isEqualTo(plan);
    }

    @Test
    void aForecastOfTheNextBorderCountsThoughItsPlanWasPassed() {
        leaveAfterThePlanOf(PlannedMovement.DEPARTURE);
        Instant forecast = LEFT.plus(Duration.ofHours(50));
        publish(RUN, "CNHRS", Direction.OUTBOUND, LEFT, new Estimate(PlannedMovement.ARRIVAL, forecast));
        expects("ARRIVAL", "ESTIMATE", forecast);
        assertThat(status(RUN).getNextPlannedAt()).isNull();
    }

    @Test
    void thePlanOfTheNextBorderStaysThoughItWasPassed() {
        Instant plan = leaveAfterThePlanOf(PlannedMovement.ARRIVAL);
        expects("ARRIVAL", "ROUTE", LEFT.plus(TRANSIT));
        assertThat(status(RUN).getNextPlannedAt()).isEqualTo(plan);
    }

    /** The train leaves for CNHRS with a plan that is later than that of CNHRS. Returns the plan of CNHRS. */
    private Instant leaveAfterThePlanOf(PlannedMovement atTheBorder) {
        Instant plan = LEFT.minus(Duration.ofHours(1));
        pipeline.publish(Movements.plan(RUN, "CNHRS", atTheBorder, plan.toString(), plan.toString()));
        TrainMovement departure = Movements.movement(RUN, "CNXAG", Direction.OUTBOUND, LEFT, departure());
        pipeline.publish(Movements.planned(departure, LEFT.toString()));
        return plan;
    }

    private void expects(String event, String basis, Instant at) {
        TrainRunStatus status = status(RUN);
        assertThat(status.getNextEvent()).isEqualTo(event);
        assertThat(status.getExpectedBasis()).isEqualTo(basis);
        // Quantiles are within one per cent.
        long tolerance = Duration.between(LEFT, at).toSeconds() / 100;
        assertThat(status.getNextExpectedAt()).isCloseTo(at, within(tolerance, ChronoUnit.SECONDS));
    }

    private TrainRunStatus status(String run) {
        return (TrainRunStatus) pipeline.settle().latest(AggregateRoute.RUNS).get(run);
    }

    private void publish(String run, String facility, Direction direction, Instant at, Object detail) {
        TrainMovement movement = Movements.movement(run, facility, direction, at, detail);
        pipeline.publish(movement);
    }

    private static Object departure() {
        return new Departure("CNXAG", "KZALA", "CNHRS", null, null, null);
    }

    private static Object arrival() {
        return new Arrival("CNXAG", "KZALA", null, null, null, null);
    }
}

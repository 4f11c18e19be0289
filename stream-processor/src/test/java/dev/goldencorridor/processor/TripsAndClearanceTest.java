package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.consist;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.departureOf;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trips, windows, clearance, dwell and waiting trains, each in one small example. */
class TripsAndClearanceTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String OTHER = "CR|X8003|2026-10-30";
    private PipelineDriver pipeline = PipelineDriver.onEventClock();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anOutboundTrainCountsAtThePortWhenItDeparts() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        assertThat(pipeline.settle().latest(AggregateRoute.TRIPS)).isEmpty();
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:30Z"));
        TripCounts trips = trips("PORT/CNHRS/PT1H");
        assertThat(trips.getTrips()).isEqualTo(1);
        assertThat(trips.getTripsOutbound()).isEqualTo(1);
        assertThat(trips.getWindowEnd()).isEqualTo(Instant.parse("2026-10-31T10:01:00Z"));
        assertThat(trips.getWindowStart()).isEqualTo(Instant.parse("2026-10-31T09:01:00Z"));
        assertThat(trips("NETWORK/ALL/PT24H").getTrips()).isEqualTo(1);
    }

    @Test
    void aReturningTrainCountsAtThePortWhenItArrives() {
        pipeline.publish(arrival(RUN, "CNAKL", Direction.RETURN, "2026-10-31T08:00:00Z"));
        pipeline.publish(departure(RUN, "CNAKL", Direction.RETURN, "2026-10-31T08:30:00Z"));
        assertThat(trips("PORT/CNAKL/PT1H").getTripsReturn()).isEqualTo(1);
        assertThat(trips("PORT/CNAKL/PT1H").getTrips()).isEqualTo(1);
    }

    @Test
    void aHubCountsAnOutboundRunOnlyAtItsOriginAndTheRouteWithIt() {
        Instant at = Instant.parse("2026-10-31T08:00:00Z");
        pipeline.publish(movement(
                RUN, "CNXAG", Direction.OUTBOUND, at, departureOf("CNXAG", "KZALA", consist(50, 100, 8, 2200.5))));
        pipeline.publish(movement(
                OTHER, "CNXAG", Direction.OUTBOUND, at, departureOf("CNCDU", "KZALA", consist(50, 100, 8, 2200.5))));
        TripCounts hub = trips("HUB/CNXAG/PT1H");
        assertThat(hub.getTrips()).isEqualTo(1);
        assertThat(hub.getWagons()).isEqualTo(50);
        assertThat(hub.getTeu()).isEqualTo(108);
        assertThat(hub.getLoadedTeu()).isEqualTo(100);
        assertThat(hub.getHeavyLoadRate()).isEqualTo(100.0 / 108);
        assertThat(hub.getGrossTonnes()).isEqualTo(2200.5);
        assertThat(trips("ROUTE/CNXAG-KZALA/PT1H").getTrips()).isEqualTo(1);
        assertThat(pipeline.latest(AggregateRoute.TRIPS)).doesNotContainKey("NETWORK/ALL/PT1H");
    }

    @Test
    void aDuplicateCountsOnce() {
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        pipeline.publish(left);
        pipeline.publish(left);
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        assertThat(trips("PORT/CNHRS/PT1H").getRevision()).isEqualTo(1);
    }

    @Test
    void windowsShrinkAsTimePassesWithoutAnyEvent() {
        startAnewByTheWallClock("2026-10-31T10:00:10Z");
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.passTime(Duration.ofMinutes(59));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isEqualTo(1);
        pipeline.passTime(Duration.ofMinutes(1));
        assertThat(trips("PORT/CNHRS/PT1H").getTrips()).isZero();
        assertThat(trips("PORT/CNHRS/PT1H").getPreviousTrips()).isEqualTo(1);
        assertThat(trips("PORT/CNHRS/PT1H").getChangePercent()).isEqualTo(-100.0);
        assertThat(trips("PORT/CNHRS/PT24H").getTrips()).isEqualTo(1);
        pipeline.passTime(Duration.ofHours(24));
        assertThat(trips("PORT/CNHRS/PT24H").getTrips()).isZero();
        pipeline.passTime(Duration.ofHours(24));
        assertThat(trips("PORT/CNHRS/PT24H").getPreviousTrips()).isZero();
    }

    @Test
    void clearanceTakesFromArrivalToTheLastRelease() {
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.LODGED, "2026-10-31T03:00:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, "2026-10-31T07:00:00Z"));
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-31T02:00:00Z"));
        ClearanceLatency latency = clearance("PORT/CNHRS/PT1H");
        assertThat(latency.getCount()).isEqualTo(1);
        assertThat(latency.getMeanSeconds()).isEqualTo(7 * 3600.0);
        assertThat(latency.getMaxSeconds()).isEqualTo(7 * 3600.0);
        assertThat(latency.getP50Seconds()).isCloseTo(7 * 3600.0, within(7 * 36.0));
        assertThat(latency.getWithin24hShare()).isEqualTo(1.0);
        assertThat(latency.getSameDayShare()).isEqualTo(1.0);
        assertThat(latency.getOpen()).isZero();
        assertThat(latency.getOldestOpenSeconds()).isNull();
        assertThat(latency.getSteps()).hasSize(2);
        assertThat(latency.getSteps().get(0).getMeanSeconds()).isEqualTo(3600.0);
        assertThat(latency.getSteps().get(1).getMeanSeconds()).isEqualTo(6 * 3600.0);
    }

    @Test
    void sameDayIsTheCivilDateAtThePortNotInUtc() {
        // 15:30 and 16:30 UTC are 23:30 and 00:30 in Beijing time.
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-31T15:30:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, "2026-10-31T16:30:00Z"));
        assertThat(clearance("PORT/CNHRS/PT1H").getSameDayShare()).isEqualTo(0.0);
    }

    @Test
    void howFarEventsAreBehindTheTimeOfDayAndHowLateTheyComeAreMetrics() {
        try (PipelineDriver punctual =
                new PipelineDriver(Instant.parse("2026-11-01T00:00:00Z"), Map.of("clock", "wall", "partitions", "1"))) {
            punctual.publish(
                    Movements.departure("CR|X1|2026-10-30", "CNHRS", Direction.OUTBOUND, "2026-10-31T23:50:00Z"));
            punctual.passTime(Duration.ofSeconds(1));
            punctual.passTime(Duration.ofSeconds(1));
            assertThat(metric(punctual, "watermark-lag-ms")).isEqualTo(602_000.0);
            assertThat(metric(punctual, "lateness-latency-max")).isEqualTo(600_000.0);
        }
    }

    private static Object metric(PipelineDriver pipeline, String name) {
        return pipeline.driver().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .metricValue();
    }

    @Test
    void theMaximumAndTheShareWithin24HoursIncludeTheTrainThatStillWaits() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-28T08:00:00Z"));
        pipeline.publish(arrival(OTHER, "CNHRS", Direction.RETURN, "2026-10-30T18:00:00Z"));
        pipeline.publish(step(OTHER, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, "2026-10-30T20:00:00Z"));
        ClearanceLatency latency = clearance("PORT/CNHRS/PT24H");
        assertThat(latency.getOpen()).isEqualTo(1);
        assertThat(latency.getOldestOpenSeconds()).isEqualTo(60 * 3600.0);
        assertThat(latency.getMaxSeconds()).isEqualTo(60 * 3600.0);
        assertThat(latency.getWithin24hShare()).isEqualTo(0.5);
        PortStatus port = port("CNHRS");
        assertThat(port.getPresent()).isEqualTo(2);
        assertThat(port.getAwaitingRelease()).isEqualTo(1);
        assertThat(port.getReleasedNotDeparted()).isEqualTo(1);
        assertThat(port.getOldestTrainRunId()).isEqualTo(RUN);
    }

    @Test
    void theAgeOfAWaitingTrainGrowsWithoutAnyEvent() {
        startAnewByTheWallClock("2026-10-31T10:00:00Z");
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-31T09:00:00Z"));
        double before = clearance("PORT/CNHRS/PT24H").getOldestOpenSeconds();
        pipeline.passTime(Duration.ofMinutes(10));
        assertThat(clearance("PORT/CNHRS/PT24H").getOldestOpenSeconds()).isCloseTo(before + 600, within(60.0));
    }

    @Test
    void dwellTakesFromArrivalToDeparture() {
        pipeline.publish(departure(RUN, "CNXAG", Direction.DOMESTIC, "2026-10-31T09:30:00Z"));
        pipeline.publish(arrival(RUN, "CNXAG", Direction.DOMESTIC, "2026-10-31T09:00:00Z"));
        DurationStatistics dwell = (DurationStatistics)
                pipeline.settle().latest(AggregateRoute.DWELL).get("HUB/CNXAG/PT1H");
        assertThat(dwell.getCount()).isEqualTo(1);
        assertThat(dwell.getMaxSeconds()).isEqualTo(1800.0);
    }

    @Test
    void aDomesticRunCountsOnItsRouteOnceAndAtEachHubThatItDepartsFrom() {
        String[] places = {"CNZGZ", "CNXAG", "CNURM"};
        for (int i = 0; i < places.length; i++) {
            pipeline.publish(TrainMovement.newBuilder(movement(
                            RUN,
                            places[i],
                            Direction.DOMESTIC,
                            Instant.parse("2026-10-2" + i + "T08:00:00Z"),
                            departureOf("CNZGZ", "CNCDU", consist(50, 100, 0, 1000))))
                    .setPublisher(Map.of("CNZGZ", "zhengzhou", "CNXAG", "xian", "CNURM", "urumqi")
                            .get(places[i]))
                    .build());
        }
        assertThat(trips("ROUTE/CNZGZ-CNCDU/YEAR:2026").getTrips()).isEqualTo(1);
        assertThat(trips("ROUTE/CNZGZ-CNCDU/YEAR:2026").getTeu()).isEqualTo(100);
        assertThat(trips("HUB/CNURM/YEAR:2026").getTrips()).isEqualTo(1);
    }

    @Test
    void aReportThatComesAgainCountsOnceAsLongAsTheCalendarCanChange() {
        startAnewByTheWallClock("2026-11-01T00:00:00Z");
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.publish(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        pipeline.publish(left);
        pipeline.publish(arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T22:00:00Z"));
        pipeline.passTime(Duration.ofDays(1_000));
        pipeline.publish(left);
        assertThat(trips("PORT/CNHRS/YEAR:2026").getTrips()).isEqualTo(1);
        pipeline.passTime(Duration.ofDays(861));
        pipeline.passTime(Duration.ofSeconds(1));
        assertThat(pipeline.stored("journeys")).noneMatch(key -> key.contains(RUN));
    }

    private void startAnewByTheWallClock(String now) {
        pipeline.close();
        pipeline = new PipelineDriver(Instant.parse(now), Map.of("clock", "wall", "partitions", "1"));
    }

    @Test
    void aTrainThatIsNeverReportedAgainIsForgottenAfterItsRetention() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-06-01T08:00:00Z"));
        assertThat(clearance("PORT/CNHRS/PT24H").getOpen()).isEqualTo(1);
        pipeline.publish(departure(OTHER, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        pipeline.passTime(Duration.ofSeconds(10));
        assertThat(clearance("PORT/CNHRS/PT24H").getOpen()).isZero();
        assertThat(port("CNHRS").getPresent()).isZero();
    }

    private TripCounts trips(String key) {
        return (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get(key);
    }

    private ClearanceLatency clearance(String key) {
        return (ClearanceLatency)
                pipeline.settle().latest(AggregateRoute.CLEARANCE).get(key);
    }

    private PortStatus port(String key) {
        return (PortStatus) pipeline.settle().latest(AggregateRoute.PORTS).get(key);
    }
}

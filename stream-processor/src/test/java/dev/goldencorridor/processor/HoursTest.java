package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours are published while they change, corrected while they are kept, and then deleted. */
class HoursTest {
    private static final String HOUR = "PORT/CNHRS/HOUR:2026-10-20T09";
    private static final Instant WALL_CLOCK = Instant.parse("2026-11-01T00:00:00Z");

    private final PipelineDriver pipeline = new PipelineDriver(
            WALL_CLOCK, Map.of("clock", "event", "partitions", "1", "processor.clock.max.jump", "36500d"));

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anHourIsOfUtcAndHasItsBoundsFromTheBeginning() {
        depart("CR|X8001|2026-10-30", "2026-10-20T09:00:00Z");
        TripCounts trips = trips(HOUR);
        assertThat(trips.getTrips()).isEqualTo(1);
        assertThat(trips.getPeriod()).isEqualTo("2026-10-20T09");
        assertThat(trips.getWindowStart()).isEqualTo(Instant.parse("2026-10-20T09:00:00Z"));
        assertThat(trips.getWindowEnd()).isEqualTo(Instant.parse("2026-10-20T10:00:00Z"));
        assertThat(trips.getPreviousTrips()).isZero();
        assertThat(trips.getLastYearTrips()).isNull();
        assertThat(trips.getCommodityCodes()).isNull();
        assertThat(trips("NETWORK/ALL/HOUR:2026-10-20T09").getTrips()).isEqualTo(1);
    }

    @Test
    void timeAlonePublishesNoHourAgain() {
        depart("CR|X8001|2026-10-30", "2026-10-20T09:10:00Z");
        depart("CR|X8003|2026-10-30", "2026-10-20T12:10:00Z");
        assertThat(trips(HOUR).getRevision()).isEqualTo(1);
        assertThat(pipeline.latest(AggregateRoute.TRIPS)).doesNotContainKey("PORT/CNHRS/HOUR:2026-10-20T10");
    }

    @Test
    void aLateEventAndARetractionCorrectAnHourThatIsOver() {
        TrainMovement first = depart("CR|X8001|2026-10-30", "2026-10-20T09:10:00Z");
        depart("CR|X8003|2026-10-30", "2026-10-25T12:00:00Z");
        TrainMovement late = depart("CR|X8005|2026-10-30", "2026-10-20T09:59:59Z");
        assertThat(trips(HOUR).getTrips()).isEqualTo(2);
        pipeline.publish(Movements.retraction(first));
        pipeline.settle();
        assertThat(trips(HOUR).getTrips()).isEqualTo(1);
        pipeline.publish(Movements.retraction(late));
        pipeline.settle();
        assertThat(pipeline.latest(AggregateRoute.TRIPS)).containsEntry(HOUR, null);
    }

    @Test
    void anHourIsDeletedAfterEightDaysAndLaterEventsDoNotBringItBack() {
        depart("CR|X8001|2026-10-30", "2026-10-20T09:10:00Z");
        depart("CR|X8003|2026-10-30", "2026-10-28T08:59:00Z");
        assertThat(trips(HOUR).getTrips()).isEqualTo(1);
        depart("CR|X8005|2026-10-30", "2026-10-28T09:00:00Z");
        assertThat(pipeline.latest(AggregateRoute.TRIPS)).containsEntry(HOUR, null);
        depart("CR|X8007|2026-10-30", "2026-10-20T09:30:00Z");
        assertThat(pipeline.latest(AggregateRoute.TRIPS)).containsEntry(HOUR, null);
        assertThat(((TripCounts) pipeline.latest(AggregateRoute.TRIPS).get("PORT/CNHRS/P30D")).getTrips())
                .isEqualTo(4);
    }

    @Test
    void clearanceAndDwellHaveHoursWithoutOpenTrains() {
        pipeline.publish(Movements.arrival("CR|X1|2026-10-30", "CNHRS", Direction.OUTBOUND, "2026-10-20T08:00:00Z"));
        pipeline.publish(Movements.arrival("CR|X3|2026-10-30", "CNHRS", Direction.OUTBOUND, "2026-10-20T09:00:00Z"));
        pipeline.publish(Movements.step(
                "CR|X1|2026-10-30", "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-20T09:15:00Z"));
        depart("CR|X1|2026-10-30", "2026-10-20T09:30:00Z");
        ClearanceLatency clearance =
                (ClearanceLatency) pipeline.latest(AggregateRoute.CLEARANCE).get(HOUR);
        assertThat(clearance.getCount()).isEqualTo(1);
        assertThat(clearance.getP50Seconds()).isEqualTo(75 * 60.0);
        assertThat(clearance.getOpen()).isZero();
        DurationStatistics dwell =
                (DurationStatistics) pipeline.latest(AggregateRoute.DWELL).get(HOUR);
        assertThat(dwell.getMeanSeconds()).isEqualTo(90 * 60.0);
        assertThat(dwell.getBasePeriod()).isNull();
        assertThat(pipeline.latest(AggregateRoute.CLEARANCE)).doesNotContainKey("PORT/CNHRS/HOUR:2026-10-20T08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90m", "61d", "soon"})
    void theRetentionIsAWholeNumberOfHours(String kept) {
        assertThatThrownBy(() -> Settings.of(
                        ProcessorSettings.definition(), Map.of(CalendarSettings.CALENDAR_HOURS_CONFIG, kept)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(CalendarSettings.CALENDAR_HOURS_CONFIG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0h", "1h", "P8D", "60d"})
    void theRetentionIsUpToSixtyDays(String kept) {
        Map<String, String> given = Map.of(CalendarSettings.CALENDAR_HOURS_CONFIG, kept, "clock", "event");
        try (PipelineDriver driver = new PipelineDriver(WALL_CLOCK, given)) {
            driver.publish(
                    Movements.departure("CR|X1|2026-10-30", "CNHRS", Direction.OUTBOUND, "2026-10-20T09:00:00Z"));
            driver.settle();
            assertThat(driver.latest(AggregateRoute.TRIPS).containsKey(HOUR)).isEqualTo(!kept.equals("0h"));
        }
    }

    private TrainMovement depart(String run, String at) {
        TrainMovement departure = Movements.departure(run, "CNHRS", Direction.OUTBOUND, at);
        pipeline.publish(departure);
        pipeline.settle();
        return departure;
    }

    private TripCounts trips(String key) {
        return (TripCounts) pipeline.latest(AggregateRoute.TRIPS).get(key);
    }
}

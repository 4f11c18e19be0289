package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrivalOf;
import static dev.goldencorridor.processor.Movements.consist;
import static dev.goldencorridor.processor.Movements.departureOf;
import static dev.goldencorridor.processor.Movements.movement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A late duplicate does not count again, and a late report does not subtract a part of what counts. */
class RunsRememberedTest {
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** The days pass the end of a year, of a leap year too. */
    @ParameterizedTest
    @CsvSource({
        "2026-02-18T02:00:00Z, 91",
        "2025-09-18T02:00:00Z, 399",
        "2023-12-31T10:00:30Z, 91",
        "2023-12-31T10:01:00Z, 399",
        "2023-12-31T10:01:00Z, 1000"
    })
    void theSameEventsSentAgainCountOnce(String start, int days) {
        Instant at = Instant.parse(start);
        List<TrainMovement> events = List.of(
                movement(
                        "DE|X9043|r",
                        "CNXAG",
                        Direction.RETURN,
                        at,
                        arrivalOf("DEDUI", "CNXAG", consist(50, 100, 0, 1000))),
                movement(
                        "CN|X8001|r",
                        "CNXAG",
                        Direction.OUTBOUND,
                        at,
                        departureOf("CNXAG", "DEDUI", consist(50, 100, 0, 1000))),
                // The customs of this port do not report.
                movement(
                        "CN|X8003|r",
                        "CNHRS",
                        Direction.OUTBOUND,
                        at,
                        departureOf("CNXAG", "DEDUI", consist(50, 100, 0, 1000))));
        events.forEach(pipeline::publish);
        pipeline.settle();
        String year = "YEAR:" + (start.contains("10:01:00") ? "2024" : start.substring(0, 4));
        assertCountedOnce(year);
        passTo(at.plus(days, ChronoUnit.DAYS));
        events.forEach(pipeline::publish);
        pipeline.settle();
        assertCountedOnce(year);
    }

    private void assertCountedOnce(String year) {
        TripCounts hub = (TripCounts) pipeline.latest(AggregateRoute.TRIPS).get("HUB/CNXAG/" + year);
        assertThat(hub.getTripsReturn()).isEqualTo(1);
        assertThat(hub.getTripsOutbound()).isEqualTo(1);
        assertThat(((TripCounts) pipeline.latest(AggregateRoute.TRIPS).get("NETWORK/ALL/" + year)).getTrips())
                .isEqualTo(1);
    }

    @Test
    void aLateDepartureAfterTheVisitWasOverSubtractsNoTransitAndBringsNoTrainBack() {
        String run = "CN|X8003|2026-02-15";
        publish(run, "CNXAG", "2026-02-15T02:00:00Z", departureOf("CNXAG", "KZALA", null));
        publish(run, "CNHRS", "2026-02-18T02:00:00Z", arrivalOf("CNXAG", "KZALA", null));
        pipeline.settle();
        assertThat(transits("ROUTE/CNXAG-CNHRS/YEAR:2026")).isEqualTo(1);
        assertThat(present()).isEqualTo(1);
        passTo(Instant.parse("2026-05-25T02:00:00Z"));
        assertThat(transits("ROUTE/CNXAG-CNHRS/YEAR:2026")).isEqualTo(1);
        assertThat(present()).isZero();
        publish(run, "CNHRS", "2026-02-18T12:00:00Z", departureOf("CNXAG", "KZALA", null));
        pipeline.settle();
        assertThat(transits("ROUTE/CNXAG-CNHRS/YEAR:2026")).isEqualTo(1);
        assertThat(present()).isZero();
        assertThat(((TripCounts) pipeline.latest(AggregateRoute.TRIPS).get("PORT/CNHRS/YEAR:2026")).getTrips())
                .isEqualTo(1);
        assertThat(pipeline.alerts().values())
                .extracting(alert -> alert.getClearedCause())
                .containsExactly("EXPIRED");
        publish(run, "KZALA", "2026-05-24T12:00:00Z", arrivalOf("CNXAG", "KZALA", null));
        pipeline.settle();
        assertThat(transits("ROUTE/CNHRS-KZALA/YEAR:2026")).isEqualTo(1);
    }

    @Test
    void aTrainThatIsReportedAgainAfterItsVisitWasOverWaitsAgain() {
        String run = "CN|X8003|2026-02-15";
        publish(run, "CNHRS", "2026-02-18T02:00:00Z", arrivalOf("CNXAG", "KZALA", null));
        passTo(Instant.parse("2026-05-25T02:00:00Z"));
        assertThat(present()).isZero();
        publish(run, "CNHRS", "2026-05-24T02:00:00Z", arrivalOf("CNXAG", "KZALA", null));
        pipeline.settle();
        assertThat(present()).isEqualTo(1);
        passTo(Instant.parse("2026-08-28T02:00:00Z"));
        assertThat(present()).isZero();
    }

    @Test
    void runsAreKeptAsLongAsTheCalendarAndTheWindowsWhateverIsSet() {
        assertThat(kept(Map.of("processor.journey.retention", "400d"))).isEqualTo(Duration.ofDays(1_830));
        assertThat(kept(Map.of("processor.journey.retention", "2000d"))).isEqualTo(Duration.ofDays(2_000));
        assertThat(kept(Map.of("processor.calendar.years", "20"))).isEqualTo(Duration.ofDays(366 * 22));
        assertThat(kept(Map.of("processor.windows", "P1000D"))).isEqualTo(Duration.ofDays(2_000));
    }

    private static Duration kept(Map<String, String> given) {
        return RunSettings.retention(Settings.of(ProcessorSettings.definition(), given), TaskHeap.of(1))
                .run();
    }

    /** The event of another train advances the event clock. */
    private void passTo(Instant clock) {
        pipeline.publish(
                movement("CN|X8009|other" + clock, "CNAKL", Direction.OUTBOUND, clock, arrivalOf(null, null, null)));
        pipeline.passTime(Duration.ofSeconds(11));
        pipeline.settle();
    }

    private void publish(String run, String facility, String at, Object detail) {
        pipeline.publish(movement(run, facility, Direction.OUTBOUND, Instant.parse(at), detail));
    }

    private long transits(String key) {
        return ((DurationStatistics) pipeline.latest(AggregateRoute.TRANSIT).get(key)).getCount();
    }

    /** A port with nothing left to count has no key. */
    private long present() {
        PortStatus port = (PortStatus) pipeline.latest(AggregateRoute.PORTS).get("CNHRS");
        return port == null ? 0 : port.getPresent();
    }
}

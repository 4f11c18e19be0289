package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.cause;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.plan;
import static dev.goldencorridor.processor.Movements.planned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PlannedMovement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts of late departures, late arrivals and silent trains, as examples through the whole topology. */
class LateTrainAlertsTest extends DelayAlertsScenario {
    @Test
    void aTrainThatDoesNotDepartAsPlannedIsLateHalfAnHourAfterThePlanAndItsDepartureClears() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:29:59");
        assertThat(pipeline.alerts()).isEmpty();
        goTo("10:30:00");
        DelayAlert late = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(late.getPlannedAt()).isEqualTo(time("10:00:00"));
        assertThat(late.getOccurredAt()).isNull();
        goTo("10:50:00");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:45:00Z"));
        DelayAlert cleared = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(cleared.getState()).isEqualTo("CLEARED");
        assertThat(cleared.getClearedCause()).isEqualTo("DEPARTED");
        assertThat(cleared.getOccurredAt()).isEqualTo(time("10:45:00"));
        assertThat(cleared.getValueSeconds()).isEqualTo(45 * 60.0);
    }

    @Test
    void aLaterPlanClearsTheAlertAndRaisesItAgainHalfAnHourAfterIt() {
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:40:00");
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:40:00Z", DAY + "10:20:00Z"));
        DelayAlert moved = alert("KZALA", RUN, "ARRIVAL_LATE");
        assertThat(moved.getState()).as("between 15 and 30 minutes it stays").isEqualTo("RAISED");
        assertThat(moved.getPlannedAt()).isEqualTo(time("10:20:00"));
        assertThat(moved.getRevision()).isEqualTo(2);
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:41:00Z", DAY + "10:25:00Z"));
        assertThat(alert("KZALA", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("PLAN_CHANGED");
        goTo("10:55:00");
        DelayAlert again = alert("KZALA", RUN, "ARRIVAL_LATE");
        assertThat(again.getState()).isEqualTo("RAISED");
        assertThat(again.getRaisedAt()).isEqualTo(time("10:55:00"));
        assertThat(again.getRevision()).isEqualTo(4);
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:56:00Z", null));
        assertThat(alert("KZALA", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("CANCELLED");
    }

    @Test
    void theAlertOfALateArrivalStaysRaisedUntilTheTrainMovesOn() {
        goTo("10:50:00");
        pipeline.publish(planned(arrival(RUN, "CNHRS", Direction.OUTBOUND, DAY + "10:40:00Z"), DAY + "10:00:00Z"));
        DelayAlert late = alert("CNHRS", RUN, "ARRIVAL_LATE");
        assertThat(late.getValueSeconds()).isEqualTo(2400.0);
        assertThat(late.getRaisedAt()).isEqualTo(time("10:50:00"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, DAY + "12:00:00Z"));
        assertThat(alert("CNHRS", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("DEPARTED");
    }

    @Test
    void aTrainThatIsNotReportedAfterItsPlannedArrivalIsSilentUntilTheNextReport() {
        try (PipelineDriver shortened =
                new PipelineDriver(MIDNIGHT, Map.of("partitions", "1", "delays.silent", "4h,-,-"))) {
            shortened.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "00:00:00Z", DAY + "07:00:00Z"));
            shortened.passTime(Duration.ofHours(6));
            assertThat(shortened.alerts()).as("it has not departed").isEmpty();
            shortened.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, DAY + "06:00:00Z"));
            shortened.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "06:00:00Z", DAY + "08:00:00Z"));
            shortened.passTime(Duration.ofHours(6).minusSeconds(1));
            assertThat(shortened.alerts()).doesNotContainKey("KZALA|" + RUN + "|TRAIN_SILENT");
            shortened.passTime(Duration.ofSeconds(1));
            DelayAlert silent = shortened.alerts().get("KZALA|" + RUN + "|TRAIN_SILENT");
            assertThat(silent.getRaisedAt()).isEqualTo(time("12:00:00"));
            assertThat(silent.getOccurredAt()).isEqualTo(time("06:00:00"));
            assertThat(silent.getPlannedAt()).isEqualTo(time("08:00:00"));
            shortened.passTime(Duration.ofHours(1));
            shortened.publish(arrival(RUN, "esr:707702", Direction.OUTBOUND, DAY + "12:30:00Z"));
            assertThat(shortened.alerts().get("KZALA|" + RUN + "|TRAIN_SILENT").getClearedCause())
                    .isEqualTo("ARRIVED");
        }
    }

    @Test
    void aCauseThatIsReportedLateRevisesTheAlertEvenAfterItIsCleared() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:30:00");
        pipeline.publish(cause(RUN, "CNXAG", null, "weather", DAY + "10:31:00Z"));
        assertThat(alert("CNXAG", RUN, "DEPARTURE_LATE").getReason()).isEqualTo("weather");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:32:00Z"));
        goTo("12:00:00");
        pipeline.publish(cause(RUN, "CNXAG", "DEPARTURE_LATE", "no driver", DAY + "12:00:00Z"));
        DelayAlert revised = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(revised.getState()).isEqualTo("CLEARED");
        assertThat(revised.getReason()).isEqualTo("no driver");
        assertThat(revised.getRevision()).isEqualTo(4);
        assertThat(revised.getClearedAt()).isEqualTo(time("10:30:00"));
    }
}

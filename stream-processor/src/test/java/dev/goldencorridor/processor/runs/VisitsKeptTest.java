package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs are stored for 400 days after their last event. A visit is over after 90 days. */
class VisitsKeptTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final Instant START = Instant.parse("2026-10-31T00:00:00Z");
    private static final int PLACES = 80;

    private final CallsDriver runs = new CallsDriver(Set.of());

    @Test
    void aRunIsForgottenAsAWholeAndUntilThenItsReportsAreDuplicates() {
        runs.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        runs.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        runs.learn(left);
        TrainMovement arrived = arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-12-31T22:00:00Z");
        runs.learn(arrived);
        assertThat(forgottenAfter(89)).isEmpty();
        assertThat(forgottenAfter(91)).containsExactly("CNHRS");
        assertThat(runs.learn(left)).isEmpty();
        assertThat(forgottenAfter(153)).containsExactly("KZALA");
        assertThat(forgottenAfter(401)).isEmpty();
        assertThat(runs.learn(left)).isEmpty();
        assertThat(runs.learn(arrived)).isEmpty();
        assertThat(forgottenAfter(463)).isEmpty();
        assertThat(storedOfRuns()).isEmpty();
    }

    @Test
    void aVisitThatWasOverIsOpenAgainAfterANewEvent() {
        runs.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        assertThat(forgottenAfter(100)).containsExactly("CNHRS");
        assertThat(runs.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.LODGED, "2026-10-31T09:00:00Z")))
                .as("an event of long ago")
                .isEmpty();
        assertThat(runs.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.HOLD, "2027-02-07T09:00:00Z")))
                .singleElement()
                .isInstanceOfSatisfying(RunUpdate.CallChanged.class, changed -> {
                    assertThat(changed.call().arrival().occurredAt())
                            .isEqualTo(Instant.parse("2026-10-31T08:00:00Z").toEpochMilli());
                    assertThat(changed.call().held().at()).isNotEqualTo(Call.UNKNOWN);
                });
        assertThat(forgottenAfter(188)).isEmpty();
        assertThat(forgottenAfter(191)).containsExactly("CNHRS");
    }

    @Test
    void aVisitThatWasOverBeforeItsFirstReportIsNotForwarded() {
        forgottenAfter(100);
        assertThat(runs.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z")))
                .isEmpty();
        assertThat(runs.learn(arrival(RUN, "KZALA", Direction.OUTBOUND, "2027-02-07T08:00:00Z")))
                .hasSize(1);
        assertThat(forgottenAfter(191)).containsExactly("KZALA");
        assertThat(forgottenAfter(501)).isEmpty();
        assertThat(storedOfRuns()).isEmpty();
    }

    @Test
    void anEventFarInTheFutureExpiresNothing() {
        runs.learn(movement(
                RUN,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.parse("+50000-01-01T00:00:00Z"),
                Movements.arrivalOf(null, null, null)));
        runs.learn(movement(
                RUN,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.ofEpochMilli(Long.MAX_VALUE),
                Movements.arrivalOf(null, null, null)));
        runs.learn(movement(
                RUN,
                "KZALA",
                Direction.OUTBOUND,
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Movements.arrivalOf(null, null, null)));
        assertThat(forgottenAfter(1)).isEmpty();
    }

    @Test
    void onePunctuationExpiresABoundedNumberOfRunsAndTheNextResumes() {
        for (int run = 0; run < 2_500; run++) {
            runs.learn(arrival("CR|X" + run + "|2026-10-30", "KZALA", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        }
        assertThat(forgottenAfter(91)).hasSize(2_000);
        assertThat(forgottenAfter(91)).hasSize(500);
        assertThat(forgottenAfter(91)).isEmpty();
    }

    @Test
    void aRunWithAHandfulOfPlacesIsOneRecord() {
        runs.learn(departure(RUN, "CNXAG", Direction.OUTBOUND, "2026-10-30T08:00:00Z"));
        runs.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        runs.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.LODGED, "2026-10-31T08:30:00Z"));
        runs.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        runs.learn(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        runs.learn(arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T22:00:00Z"));
        assertThat(runs.stored().keySet()).filteredOn(key -> key.endsWith(RUN)).hasSize(2);
        assertThat(runs.stored()).containsKey("i" + RUN);
    }

    @Test
    void theRecordOfARunWithManyPlacesStaysShortAndNoReportIsLost() {
        List<TrainMovement> reports = calls();
        for (TrainMovement report : reports) {
            assertThat(runs.learn(report)).hasSize(1);
            assertThat(runs.stored().get("i" + RUN)).isLessThan(1_500 + 32 * PLACES);
        }
        assertThat(separateVisits()).hasSizeBetween(PLACES / 2, PLACES - 5);
        for (TrainMovement twice : reports) {
            assertThat(runs.learn(twice)).isEmpty();
        }
        assertThat(runs.learn(Movements.retraction(reports.get(0)))).hasSize(1);
        assertThat(runs.learn(at(1, START.plus(Duration.ofDays(2)), Movements.arrivalOf(null, null, null))))
                .hasSize(1);
        assertThat(forgottenAfter(100)).hasSize(PLACES).doesNotHaveDuplicates();
        for (TrainMovement twice : reports) {
            assertThat(runs.learn(twice)).isEmpty();
        }
        assertThat(forgottenAfter(420)).isEmpty();
        assertThat(storedOfRuns()).isEmpty();
    }

    @Test
    void visitsOfPlacesThatTheTrainHasLeftBecomeSeparateFirst() {
        for (int place = 0; place < 12; place++) {
            runs.learn(at(place, START, new Plan(PlannedMovement.ARRIVAL)));
        }
        int left = 0;
        while (separateVisits().isEmpty()) {
            Instant now = START.plus(Duration.ofHours(left));
            runs.learn(at(left, now, Movements.arrivalOf(null, null, null)));
            runs.learn(at(left, now.plusSeconds(60), Movements.departureOf(null, null, null)));
            left++;
        }
        assertThat(left).isGreaterThan(2);
        assertThat(separateVisits()).containsExactly("j" + RUN + "\0stanox:10000");
    }

    @Test
    void runsThatLeftTheHeapAreReadUnchanged() {
        List<TrainMovement> reports = calls();
        reports.forEach(runs::learn);
        for (int other = 0; other < 2 * CallsDriver.MAX_READY; other++) {
            String run = "CR|X9" + other + "|2026-10-30";
            reports.add(arrival(run, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
            runs.learn(reports.get(reports.size() - 1));
        }
        for (TrainMovement twice : reports) {
            assertThat(runs.learn(twice)).isEmpty();
        }
    }

    /** Returns arrivals and departures of a train that stops at many places. */
    private static List<TrainMovement> calls() {
        List<TrainMovement> reports = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            Instant at = START.plus(Duration.ofMinutes(20L * place));
            reports.add(at(place, at, Movements.arrivalOf(null, null, null)));
            reports.add(at(place, at.plusSeconds(60), Movements.departureOf(null, null, null)));
        }
        return reports;
    }

    private static TrainMovement at(int place, Instant at, Object detail) {
        return movement(RUN, "stanox:" + (10_000 + place), Direction.DOMESTIC, at, detail);
    }

    private List<String> storedOfRuns() {
        return runs.stored().keySet().stream().filter(key -> key.contains(RUN)).toList();
    }

    private List<String> separateVisits() {
        return runs.stored().keySet().stream()
                .filter(key -> key.startsWith("j"))
                .toList();
    }

    private List<String> forgottenAfter(int days) {
        return runs.passTo(START.plus(Duration.ofDays(days))).stream()
                .map(update -> ((RunUpdate.CallExpired) update).facility())
                .toList();
    }
}

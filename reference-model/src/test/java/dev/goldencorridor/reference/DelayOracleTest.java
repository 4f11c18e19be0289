package dev.goldencorridor.reference;

import static dev.goldencorridor.reference.Reports.OTHER_RUN;
import static dev.goldencorridor.reference.Reports.at;
import static dev.goldencorridor.reference.Reports.ofRun;
import static dev.goldencorridor.reference.Reports.report;
import static dev.goldencorridor.reference.Reports.retraction;
import static dev.goldencorridor.schemas.ClearanceStep.RELEASED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayOracleTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-10-31T00:00:00Z");
    private static final DelayOracle.Key HELD = new DelayOracle.Key("CNHRS", Reports.RUN, "CLEARANCE_HELD");

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = ';', textBlock = """
            run of the retraction ; its facility ; is retracted
            CR|X8001|2026-10-30   ; CNHRS        ; true
            CR|X8003|2026-10-30   ; CNHRS        ; false
            CR|X8001|2026-10-30   ; CNAKL        ; false
            """)
    void aRetractionRetractsAnEventOfItsOwnRunAndFacility(String run, String facility, boolean isRetracted) {
        TrainMovement hold = report(new Clearance(ClearanceStep.HOLD, null, null, null, null));
        assertThat(due(hold)).containsExactly(HELD);
        assertThat(due(hold, retraction(hold, run, facility)).contains(HELD)).isEqualTo(!isRetracted);
    }

    @Test
    void aTrainThatIsKnownToHaveArrivedElsewhereDoesNotWait() {
        TrainMovement arrival = at("CNHRS", hour(0), null, new Arrival());
        TrainMovement release = at("CNHRS", hour(1), null, new Clearance(RELEASED, null, null, null, null));
        TrainMovement arrivalElsewhere = at("KZALA", hour(20), null, new Arrival());
        assertThat(due(arrival, release, arrivalElsewhere)).containsExactly(key("CNHRS", "DWELL_EXCEEDED"));
        assertThat(due(arrival, arrivalElsewhere, release)).containsExactly(key("CNHRS", "CLEARANCE_OVERDUE"));
        assertThat(due(arrivalElsewhere, arrival, release)).isEmpty();
    }

    @Test
    void aReportThatComesAfterTheDueTimeDoesNotPreventTheAlert() {
        TrainMovement plan = at("KZALA", hour(0), hour(10), new Plan(PlannedMovement.ARRIVAL));
        TrainMovement arrival = at("KZALA", hour(10), null, new Arrival());
        TrainMovement ofAnotherRun = ofRun(OTHER_RUN, at("CNXAG", hour(12), null, new Arrival()));
        assertThat(due(plan, arrival, ofAnotherRun)).isEmpty();
        assertThat(due(plan, ofAnotherRun, arrival)).containsExactly(key("KZALA", "ARRIVAL_LATE"));
    }

    @Test
    void aPlanIsEffectiveUntilTheReportOfTheNext() {
        TrainMovement departure = at("CNXAG", hour(0), null, new Departure());
        TrainMovement plan = at("KZALA", hour(0), hour(10), new Plan(PlannedMovement.ARRIVAL));
        TrainMovement intime = at("KZALA", hour(8), hour(60), new Plan(PlannedMovement.ARRIVAL));
        TrainMovement late = at("KZALA", hour(40), hour(60), new Plan(PlannedMovement.ARRIVAL));
        TrainMovement arrival = at("KZALA", hour(60), null, new Arrival());
        assertThat(due(departure, plan, intime, arrival)).isEmpty();
        assertThat(due(departure, plan, late, arrival))
                .containsExactly(key("KZALA", "ARRIVAL_LATE"), key("KZALA", "TRAIN_SILENT"));
    }

    @Test
    void whatDependsOnWhichOfTwoReportsComesFirstIsUndecided() {
        TrainMovement hold = at("CNHRS", hour(1), null, new Clearance(ClearanceStep.HOLD, null, null, null, null));
        TrainMovement soon = at("KZALA", hour(1).plusSeconds(60), null, new Arrival());
        TrainMovement later = at("KZALA", hour(2), null, new Arrival());
        for (List<TrainMovement> order : List.of(List.of(hold, soon), List.of(soon, hold))) {
            assertThat(answer(order.toArray(TrainMovement[]::new)).undecided()).containsExactly(HELD);
            assertThat(answer(order.toArray(TrainMovement[]::new)).due()).isEmpty();
        }
        assertThat(due(hold, later)).containsExactly(HELD);
        assertThat(answer(later, hold)).isEqualTo(new DelayOracle.Answer(Set.of(), Set.of(HELD)));
    }

    private static Instant hour(int hours) {
        return MIDNIGHT.plus(Duration.ofHours(hours));
    }

    private static DelayOracle.Key key(String facility, String type) {
        return new DelayOracle.Key(facility, Reports.RUN, type);
    }

    private static List<DelayOracle.Key> due(TrainMovement... reports) {
        return List.copyOf(answer(reports).due());
    }

    private static DelayOracle.Answer answer(TrainMovement... reports) {
        DelayOracle.Thresholds thresholds =
                DelayOracle.Thresholds.usual(Duration.ofHours(6), Duration.ofHours(24), true);
        return DelayOracle.answer(List.of(reports), thresholds);
    }
}

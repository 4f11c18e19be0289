package dev.goldencorridor.processor.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason of an alert while it is raised, and the cause that also revises it after it is cleared. */
class AlertReasonTest {
    private static final String FACILITY = "CNHRS";

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            type              | cause of the type | reason of customs | cause of all types | reason | reported cause
            # For a hold and a refusal: the cause of the type, then the reason of customs, then the cause of all types.
            CLEARANCE_HELD    | papers            | seal              | storm              | papers | papers
            CLEARANCE_HELD    |                   | seal              | storm              | seal   |
            CLEARANCE_HELD    |                   |                   | storm              | storm  | storm
            CLEARANCE_HELD    |                   |                   |                    |        |
            CLEARANCE_REFUSED | papers            | seal              | storm              | papers | papers
            CLEARANCE_REFUSED |                   | seal              | storm              | seal   |
            CLEARANCE_REFUSED |                   |                   | storm              | storm  | storm
            # For the others: the cause of the type, then the cause of all types.
            CLEARANCE_OVERDUE | papers            | seal              | storm              | papers | papers
            CLEARANCE_OVERDUE |                   | seal              | storm              | storm  | storm
            CLEARANCE_OVERDUE |                   | seal              |                    |        |
            DWELL_EXCEEDED    | papers            | seal              | storm              | papers | papers
            DWELL_EXCEEDED    |                   | seal              | storm              | storm  | storm
            DEPARTURE_LATE    | papers            | seal              | storm              | papers | papers
            DEPARTURE_LATE    |                   | seal              | storm              | storm  | storm
            ARRIVAL_LATE      | papers            | seal              | storm              | papers | papers
            ARRIVAL_LATE      |                   | seal              | storm              | storm  | storm
            TRAIN_SILENT      | papers            | seal              | storm              | papers | papers
            TRAIN_SILENT      |                   | seal              | storm              | storm  | storm
            """)
    void theFirstReasonThatExistsCounts(
            AlertType type, String ofType, String ofCustoms, String ofAll, String reason, String reportedCause) {
        Call call = call(type, ofType, ofCustoms, ofAll);
        RunCalls run = RunCalls.NONE.with(FACILITY, "khorgos", call);
        AlertRule rule = AlertRules.all(PortCatalogue.builtIn()).stream()
                .filter(one -> one.type() == type)
                .findFirst()
                .orElseThrow();
        assertThat(details(rule.evaluate(run, FACILITY, call)).reason()).isEqualTo(reason);
        assertThat(rule.reportedCause(call)).isEqualTo(reportedCause);
    }

    /** A call with enough events that each rule has a finding with details. */
    private static Call call(AlertType type, String ofType, String ofCustoms, String ofAll) {
        Call.Movement movement = new Call.Movement(2, 1, false);
        Call.Stopped stopped = new Call.Stopped(2, ofCustoms);
        // The cause of another type must not count.
        AlertType another = type == AlertType.TRAIN_SILENT ? AlertType.ARRIVAL_LATE : AlertType.TRAIN_SILENT;
        List<Call.Cause> causes = new ArrayList<>(List.of(new Call.Cause(another.name(), "another")));
        if (ofType != null) {
            causes.add(new Call.Cause(type.name(), ofType));
        }
        if (ofAll != null) {
            causes.add(new Call.Cause("", ofAll));
        }
        return new Call(
                TravelDirection.OUTBOUND,
                "X8001",
                movement,
                movement,
                2,
                false,
                stopped,
                stopped,
                2,
                causes,
                List.of());
    }

    private static AlertDetails details(Finding finding) {
        if (finding instanceof Finding.Ended ended) {
            return ended.details();
        }
        if (finding instanceof Finding.HeardAgain heard) {
            return heard.details();
        }
        return ((Finding.AlreadyLate) finding).details();
    }
}

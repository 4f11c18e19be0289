package dev.goldencorridor.reference;

import static dev.goldencorridor.reference.Reports.report;
import static dev.goldencorridor.reference.Reports.retraction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayOracleTest {
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

    private static List<DelayOracle.Key> due(TrainMovement... reports) {
        List<ReportedMovement> received = Stream.of(reports)
                .map(report -> new ReportedMovement(report, report.getOccurredAt()))
                .toList();
        DelayOracle.Thresholds thresholds =
                DelayOracle.Thresholds.usual(Duration.ofHours(6), Duration.ofHours(24), true);
        return List.copyOf(DelayOracle.answer(received, thresholds).due());
    }
}

package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThresholdTableTest {
    private static final String HEADER = "facility,direction,type,minor,major,critical\n";

    @TempDir
    private Path directory;

    @Test
    void theMostSpecificRowCounts() throws IOException {
        ThresholdTable thresholds = read(HEADER
                + "# a comment\n"
                + "*,*,CLEARANCE_OVERDUE,1h,-,-\n"
                + "*,RETURN,*,2h,-,-\n"
                + "CNHRS,*,*,3h,-,-\n"
                + "CNHRS,OUTBOUND,CLEARANCE_OVERDUE,4h,5h,6h\n");
        assertThat(hours(thresholds, "CNAKL", TravelDirection.OUTBOUND)).isEqualTo(1);
        assertThat(hours(thresholds, "CNAKL", TravelDirection.RETURN)).isEqualTo(2);
        assertThat(hours(thresholds, "CNHRS", TravelDirection.RETURN)).isEqualTo(3);
        assertThat(hours(thresholds, "CNHRS", TravelDirection.OUTBOUND)).isEqualTo(4);
        assertThat(thresholds
                        .thresholdsFor("CNAKL", TravelDirection.OUTBOUND, AlertType.DWELL_EXCEEDED)
                        .first())
                .isEqualTo(SeverityThresholds.UNWANTED);
    }

    @Test
    void aStepThatIsNotWantedIsSkipped() {
        SeverityThresholds thresholds = SeverityThresholds.parse("10ms, -, 30ms");
        assertThat(thresholds.severity(9)).isNull();
        assertThat(thresholds.severity(29)).isEqualTo(Severity.MINOR);
        assertThat(thresholds.severity(30)).isEqualTo(Severity.CRITICAL);
        assertThat(thresholds.above(Severity.MINOR)).isEqualTo(30);
        assertThat(SeverityThresholds.parse("-,-,-").severity(Long.MAX_VALUE)).isNull();
    }

    @Test
    void faultsNameFileAndLine() throws IOException {
        assertFault(HEADER + "CNHRS,*,DWELL,1h,2h,3h\n", ":2: no type of alert about trains is called 'DWELL'");
        assertFault(HEADER + "\nCNHRS,EAST,*,1h,2h,3h\n", ":3: no direction is called 'EAST'");
        assertFault(HEADER + "CNHRS,*,*,1h,2h\n", ":2: the row has 5 values, but the header has 6 columns");
        assertFault(HEADER + "CNHRS,*,*,1h,30m,3h\n", ":2: a step is shorter than the one before it");
        assertFault(HEADER + "CNHRS,*,*,soon,2h,3h\n", ":2: not a duration: 'soon'");
        assertFault(
                HEADER + "*,*,*,1h,-,-\n*,*,*,2h,-,-\n",
                ":3: the facility,direction,type '*,*,*' is in line 2 already");
        assertFault(
                "place,minor\n",
                ":1: the first line must be the header 'facility,direction,type,minor,major,critical'");
    }

    /** Stored runs hold a hash of this text. Another text would evaluate all runs again after an upgrade. */
    @Test
    void theTextOfTheFingerprintIsThatOfTheFormerRelease() throws IOException {
        Path file = Files.writeString(directory.resolve("thresholds.csv"), HEADER + "CNHRS,*,*,1m,2m,3m\n");
        Map<AlertType, SeverityThresholds> defaults =
                Map.of(AlertType.DWELL_EXCEEDED, SeverityThresholds.parse("1h,-,2h"));
        assertThat(ThresholdTable.of(defaults, Optional.of(file)).fingerprintText())
                .isEqualTo("{DWELL_EXCEEDED=Steps[minor=3600000, major=9223372036854775807, critical=7200000]} "
                        + "[Row[facility=CNHRS, direction=*, type=*,"
                        + " steps=Steps[minor=60000, major=120000, critical=180000]]]");
    }

    private void assertFault(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("thresholds.csv" + message);
    }

    private ThresholdTable read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("thresholds.csv"), text);
        return ThresholdTable.of(AlertsDriver.overdueThresholds("12h,16h,24h"), Optional.of(file));
    }

    private static long hours(ThresholdTable thresholds, String facility, TravelDirection direction) {
        return thresholds
                        .thresholdsFor(facility, direction, AlertType.CLEARANCE_OVERDUE)
                        .first()
                / 3_600_000;
    }
}

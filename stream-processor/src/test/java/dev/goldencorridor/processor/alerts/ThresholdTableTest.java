package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.alerts.AlertType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTableTest {
    private static final String HEADER = "facility,direction,type,minor,major,critical\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            rows of the file                                                 | facility | direction | type              | first step
            # A row applies if it names facility, direction and type, or has * for them.
                                                                             | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 12h
            CNHRS,*,*,1h,-,-                                                 | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            CNHRS,*,*,1h,-,-                                                 | CNAKL    | OUTBOUND  | CLEARANCE_OVERDUE | 12h
            *,RETURN,*,1h,-,-                                                | CNAKL    | RETURN    | CLEARANCE_OVERDUE | 1h
            *,RETURN,*,1h,-,-                                                | CNAKL    | OUTBOUND  | CLEARANCE_OVERDUE | 12h
            *,*,CLEARANCE_OVERDUE,1h,-,-                                     | CNAKL    | RETURN    | CLEARANCE_OVERDUE | 1h
            *,*,CLEARANCE_OVERDUE,1h,-,-                                     | CNAKL    | RETURN    | DWELL_EXCEEDED    | none
            *,*,*,1h,-,-                                                     | CNAKL    | RETURN    | DWELL_EXCEEDED    | 1h
            # A row that names the facility has priority, then one that names the direction, then the type.
            CNHRS,*,*,1h,-,-; *,OUTBOUND,CLEARANCE_OVERDUE,2h,-,-            | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            *,OUTBOUND,*,1h,-,-; *,*,CLEARANCE_OVERDUE,2h,-,-                | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            *,*,CLEARANCE_OVERDUE,1h,-,-; *,*,*,2h,-,-                       | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            CNHRS,*,CLEARANCE_OVERDUE,2h,-,-; CNHRS,OUTBOUND,*,1h,-,-        | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            CNHRS,OUTBOUND,*,2h,-,-; CNHRS,OUTBOUND,CLEARANCE_OVERDUE,1h,-,- | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            # A row may switch the type off.
            CNHRS,*,*,-,-,-                                                  | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | none
            # An empty line or one that begins with # has no row.
            ; # no row; CNHRS,*,*,1h,-,-                                     | CNHRS    | OUTBOUND  | CLEARANCE_OVERDUE | 1h
            """)
    void theMostSpecificRowCounts(String rows, String facility, TravelDirection direction, AlertType type, String first)
            throws IOException {
        String lines = rows == null ? "" : rows.replace("; ", "\n");
        long step =
                read(HEADER + lines).thresholdsFor(facility, direction, type).first();
        assertThat(step == SeverityThresholds.UNWANTED ? "none" : ClockTime.durationText(step))
                .isEqualTo(first);
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
}

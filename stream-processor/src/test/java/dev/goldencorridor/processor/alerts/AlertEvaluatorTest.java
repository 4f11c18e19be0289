package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.DelayAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A train arrived at midnight and is not released. */
class AlertEvaluatorTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String THRESHOLDS = """
            facility,direction,type,minor,major,critical
            CNHRS,OUTBOUND,CLEARANCE_OVERDUE,2h,4h,8h
            CNHRS,*,CLEARANCE_OVERDUE,5h,-,-
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            facility | direction | now      | alert
            # The file has steps for outbound trains at Khorgos.
            CNHRS    | OUTBOUND  | 01:59:59 |
            CNHRS    | OUTBOUND  | 02:00    | RAISED MINOR 2h at 02:00, occurred 00:00
            CNHRS    | OUTBOUND  | 04:00    | RAISED MAJOR 4h at 02:00, occurred 00:00
            CNHRS    | OUTBOUND  | 08:00    | RAISED CRITICAL 8h at 02:00, occurred 00:00
            # It has one step for all other trains at Khorgos.
            CNHRS    | RETURN    | 04:59:59 |
            CNHRS    | RETURN    | 05:00    | RAISED MINOR 5h at 05:00, occurred 00:00
            CNHRS    | DOMESTIC  | 48:00    | RAISED MINOR 48h at 05:00, occurred 00:00
            # Trains at Alashankou have the default steps.
            CNAKL    | OUTBOUND  | 11:59:59 |
            CNAKL    | OUTBOUND  | 12:00    | RAISED MINOR 12h at 12:00, occurred 00:00
            """)
    void aFacilityMayHaveThresholdsOfItsOwn(String facility, TravelDirection direction, String now, String words)
            throws IOException {
        Path file = Files.writeString(directory.resolve("thresholds.csv"), THRESHOLDS);
        AlertsDriver alerts = new AlertsDriver(directory, 0, 1);
        alerts.start(ClockTime.MIDNIGHT, AlertsDriver.defaultPlan(file));
        alerts.process(RUN, arrived(facility, direction));
        alerts.setClock(ClockTime.instant(now));
        alerts.poll();
        DelayAlert alert = alerts.latest().get(facility + "|" + RUN + "|CLEARANCE_OVERDUE");
        assertThat(alert == null ? null : AlertWords.text(alert)).isEqualTo(words);
    }

    @Test
    void aFacilityWhoseCodeHasTheSeparatorOfKeysHasNoAlerts() {
        AlertsDriver alerts = new AlertsDriver(directory, 0, 1);
        alerts.start(ClockTime.MIDNIGHT, AlertsDriver.defaultPlan());
        for (String facility : List.of("esr:1|2", "esr:12")) {
            alerts.process(RUN, ChangedCalls.planned(facility, ClockTime.MIDNIGHT, ClockTime.instant("01:00")));
        }
        assertThat(alerts.latest()).containsOnlyKeys("esr:12|" + RUN + "|ARRIVAL_LATE");
    }

    private static RunUpdate.CallChanged arrived(String facility, TravelDirection direction) {
        Call call = ChangedCalls.arrived(facility, ClockTime.MIDNIGHT).call();
        return new RunUpdate.CallChanged(
                facility,
                "khorgos",
                new Call(
                        direction,
                        call.trainNumber(),
                        call.arrival(),
                        call.departure(),
                        call.releasedAt(),
                        false,
                        call.held(),
                        call.refused(),
                        call.heardAt(),
                        call.causes(),
                        call.namedPlaces()),
                0);
    }
}

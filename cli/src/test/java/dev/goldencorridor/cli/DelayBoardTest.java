package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DelayBoardTest {
    private static final Instant NOON = Instant.parse("2025-06-04T12:00:00Z");

    private final Map<String, AggregateValue> khorgos = new HashMap<>();
    private final Map<String, AggregateValue> critical = new HashMap<>();

    @Test
    void alertsAreOrderedBySeverityThenAge() {
        raised("X1", "MINOR", 43_200);
        raised("X2", "CRITICAL", 90_000);
        raised("X3", "CRITICAL", 99_000);
        raised("X4", "MAJOR", 60_000);

        assertThat(board(NOON).counts()).isEqualTo("2 CRITICAL, 1 MAJOR, 1 MINOR open");
        assertThat(board(NOON).lines(200))
                .containsExactly(
                        "severity  type               facility  train  since        age/late  threshold",
                        "CRITICAL  CLEARANCE_OVERDUE  CNHRS     X3     06-04 11:00    27h30m     12h00m",
                        "CRITICAL  CLEARANCE_OVERDUE  CNHRS     X2     06-04 11:00    25h00m     12h00m",
                        "MAJOR     CLEARANCE_OVERDUE  CNHRS     X4     06-04 11:00    16h40m     12h00m",
                        "MINOR     CLEARANCE_OVERDUE  CNHRS     X1     06-04 11:00    12h00m     12h00m");
    }

    @Test
    void agesGrowWithThePipelinesClockExceptForSettledLateness() {
        raised("X1", "MINOR", 43_200);
        put("X2", alert("X2", "DEPARTURE_LATE", "MINOR", 1_800, Map.of("plannedAt", "2025-06-04T11:30:00Z")));
        put(
                "X3",
                alert(
                        "X3",
                        "ARRIVAL_LATE",
                        "MINOR",
                        2_400,
                        Map.of("plannedAt", "2025-06-04T11:00:00Z", "occurredAt", "2025-06-04T11:40:00Z")));

        assertThat(board(NOON.plusSeconds(600)).lines(200))
                .anyMatch(line -> line.contains("X1") && line.contains("12h10m"))
                .anyMatch(line -> line.contains("X2") && line.contains("40m00s") && line.contains("06-04 11:30"))
                .anyMatch(line -> line.contains("X3") && line.contains("40m00s"));
        assertThat(board(NOON.minusSeconds(600)).lines(200)).anyMatch(line -> line.contains("12h00m"));
        assertThat(new DelayBoard(List.of(khorgos), Optional.empty()).lines(200))
                .anyMatch(line -> line.contains("12h00m"));
    }

    @Test
    void childAlertsComeBelowTheirParentAndTheGroupIsOrderedByItsMostSevere() {
        raised("X1", "MAJOR", 60_000);
        khorgos.put(
                "CNHRS|ALL|PORT_CLOSED",
                alert(null, "PORT_CLOSED", "MINOR", 600, Map.of("trainRunId", "ALL", "reason", "storm")));
        put("X2", child("X2", "CRITICAL"));
        put("X3", child("X3", "MINOR"));
        put("X4", alert("X4", "TRAIN_SILENT", "MINOR", 60, Map.of("parentKey", "CNAKL|ALL|PORT_CLOSED")));

        List<String> lines = board(NOON).lines(200);
        assertThat(lines.stream().skip(1).map(line -> line.replaceFirst(" +(CLEARANCE|PORT|TRAIN)_.*", "")))
                .containsExactly("MINOR", "  CRITICAL", "  MINOR", "MAJOR", "MINOR");
        assertThat(lines.get(1)).contains("PORT_CLOSED", "storm").doesNotContain("ALL ");
        assertThat(lines.get(5)).endsWith("CNAKL|ALL|PORT_CLOSED");
    }

    @Test
    void theLastClearedAlertsComeBelowTheOpenOnes() {
        raised("X0", "MINOR", 43_200);
        for (int train = 1; train <= 7; train++) {
            put(
                    "X" + train,
                    alert(
                            "X" + train,
                            "CLEARANCE_OVERDUE",
                            "MAJOR",
                            60_000,
                            Map.of(
                                    "state",
                                    "CLEARED",
                                    "clearedAt",
                                    "2025-06-04T11:0" + train + ":00Z",
                                    "clearedCause",
                                    "RELEASED")));
        }
        List<String> lines = board(NOON).lines(200);
        assertThat(board(NOON).counts()).isEqualTo("0 CRITICAL, 0 MAJOR, 1 MINOR open");
        assertThat(lines).hasSize(2 + 1 + 6);
        assertThat(lines.get(3)).startsWith("cleared last");
        assertThat(lines.get(4)).startsWith("06-04 11:07").contains("RELEASED").endsWith("X7");
        assertThat(lines.get(8)).endsWith("X3");
    }

    @Test
    void anAlertInTwoTopicsIsShownOnceInItsNewestState() {
        raised("X1", "MINOR", 43_200);
        critical.put(
                "X1", alert("X1", "CLEARANCE_OVERDUE", "CRITICAL", 90_000, Map.of("asOf", "2025-06-04T11:00:00Z")));
        assertThat(board(NOON).counts()).isEqualTo("0 CRITICAL, 0 MAJOR, 1 MINOR open");
    }

    @Test
    void aNarrowTerminalShowsTheMostImportantColumns() {
        put(
                "X1",
                alert(
                        "X1",
                        "CLEARANCE_HELD",
                        "MAJOR",
                        600,
                        Map.of(
                                "reason",
                                "the declaration does not match the seals on wagon 17",
                                "parentKey",
                                "CNHRS|ALL|PORT_CLOSED")));
        for (int width : new int[] {60, 80, 100, 120}) {
            assertThat(board(NOON).lines(width))
                    .as("width " + width)
                    .allMatch(line -> line.length() <= width)
                    .anyMatch(line -> line.contains("MAJOR") && line.contains("X1") && line.contains("10m00s"));
        }
        assertThat(board(NOON).lines(120)).anyMatch(line -> line.contains("the declarat"));
    }

    @Test
    void aBoardWithoutOpenAlertsSaysSo() {
        assertThat(board(NOON).lines(80)).containsExactly("No alert is open.");
    }

    private DelayBoard board(Instant now) {
        return new DelayBoard(List.of(khorgos, critical), Optional.of(now));
    }

    private void raised(String train, String severity, double age) {
        put(train, alert(train, "CLEARANCE_OVERDUE", severity, age, Map.of()));
    }

    private static AggregateValue child(String train, String severity) {
        return alert(train, "CLEARANCE_OVERDUE", severity, 50_000, Map.of("parentKey", "CNHRS|ALL|PORT_CLOSED"));
    }

    private void put(String key, AggregateValue alert) {
        khorgos.put(key, alert);
    }

    private static AggregateValue alert(
            String train, String type, String severity, double value, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "facility",
                "CNHRS",
                "trainRunId",
                "CN|" + train + "|2025-06-01",
                "type",
                type,
                "state",
                "RAISED",
                "severity",
                severity,
                "valueSeconds",
                value,
                "thresholdSeconds",
                type.equals("CLEARANCE_OVERDUE") ? 43_200.0 : 0.0,
                "raisedAt",
                "2025-06-04T11:00:00Z",
                "asOf",
                "2025-06-04T12:00:00Z",
                "revision",
                1));
        if (train != null) {
            fields.put("trainNumber", train);
        }
        fields.putAll(more);
        return new AggregateValue(fields);
    }
}

package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertmanagerRequestTest {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final AlertmanagerRequest request =
            new AlertmanagerRequest(new AlertText(PortCatalogue.builtIn()), Duration.ofMinutes(4));

    @Test
    void anAlertThatFiresEndsByItselfWhenTheHoldIsOver() {
        assertThat(body(Alerts.raised("MINOR", 1), true))
                .isEqualTo("[{\"labels\":{\"alertname\":\"CLEARANCE_OVERDUE\",\"facility\":\"CNHRS\","
                        + "\"train_run_id\":\"CN|X8003|2025-06-01\",\"train_number\":\"X8003\",\"severity\":\"MINOR\","
                        + "\"key\":\"CNHRS|CN|X8003|2025-06-01|CLEARANCE_OVERDUE\"},"
                        + "\"annotations\":{\"summary\":\"Train X8003 has waited 12 h 00 min for release at Khorgos (CNHRS)\","
                        + "\"value\":\"12 h 00 min\",\"threshold\":\"12 h 00 min\",\"occurred\":\"2025-06-04T02:10:00Z\"},"
                        + "\"startsAt\":\"2025-06-04T14:10:00Z\",\"endsAt\":\"2026-01-05T08:04:00Z\"}]");
    }

    @Test
    void anAlertOfAClockThatIsAheadHasBegunNow() {
        DelayAlert ahead = DelayAlert.newBuilder(Alerts.raised("MINOR", 1))
                .setRaisedAt(NOW.plus(Duration.ofDays(9)))
                .build();
        assertThat(body(ahead, true))
                .contains("\"startsAt\":\"2026-01-05T08:00:00Z\",\"endsAt\":\"2026-01-05T08:04:00Z\"");
    }

    @Test
    void aResolvedAlertHasEndedWhateverItsClockSays() {
        assertThat(body(Alerts.cleared("MINOR", 60), false))
                .contains("\"startsAt\":\"2025-06-04T14:10:00Z\",\"endsAt\":\"2025-06-04T14:11:00Z\"")
                .contains("\"cleared_cause\":\"RELEASED\"");

        DelayAlert ahead = DelayAlert.newBuilder(Alerts.cleared("MINOR", 2))
                .setRaisedAt(NOW.plus(Duration.ofDays(9)))
                .setClearedAt(NOW.plus(Duration.ofDays(10)))
                .build();
        assertThat(body(ahead, false))
                .contains("\"startsAt\":\"2026-01-05T07:59:55Z\",\"endsAt\":\"2026-01-05T07:59:55Z\"");
    }

    @Test
    void aFormerSeverityEndsNowAlthoughTheAlertDoesNot() {
        assertThat(body(Alerts.raised("MAJOR", 2), false)).contains("\"endsAt\":\"2026-01-05T07:59:55Z\"");
    }

    @Test
    void everyTypeHasASummaryInPlainWords() {
        AlertText text = new AlertText(PortCatalogue.builtIn());
        for (String type : List.of(
                "CLEARANCE_OVERDUE",
                "CLEARANCE_HELD",
                "CLEARANCE_REFUSED",
                "DWELL_EXCEEDED",
                "DEPARTURE_LATE",
                "ARRIVAL_LATE",
                "TRAIN_SILENT",
                "PORT_CLOSED")) {
            DelayAlert alert = DelayAlert.newBuilder(Alerts.raised("MINOR", 1))
                    .setType(type)
                    .setReason("storm")
                    .build();
            assertThat(text.summary(alert))
                    .contains("Khorgos (CNHRS)")
                    .endsWith(": storm")
                    .doesNotContain(type);
        }
    }

    private String body(DelayAlert alert, boolean firing) {
        AlertmanagerAlert sent =
                new AlertmanagerAlert(AlertText.labels(Alerts.KEY, alert, alert.getSeverity()), alert, firing);
        return new String(request.body(List.of(sent), NOW), StandardCharsets.UTF_8);
    }
}

package dev.goldencorridor.faultbench.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.simulator.SimulatedReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An arrival in time, and a later event of another train that is appended first. Whoever reads the later event first
 * raises the alert that the arrival is late.
 */
class FinalCheckTest {
    private static final String RUN = "CR|X8001|2026-03-02";
    private static final Instant PLANNED = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant BROKER = Instant.parse("2026-11-29T05:00:00Z");

    private Ledger ledger = new Ledger(1);
    private final SimulatedReport plan = report("KZALA", RUN, PLANNED.minusSeconds(3600), planOfArrival());
    private final SimulatedReport arrival = report("KZALA", RUN, PLANNED, new Arrival());
    private final SimulatedReport later =
            report("CNHRS", "CR|X8002|2026-03-02", PLANNED.plus(Duration.ofHours(5)), new Arrival());

    @Test
    void anAlertIsLostIfTheLaterEventCertainlyCameFirst() {
        send(plan, 0, 0);
        send(later, 1, 2);
        send(arrival, 3, 4);
        assertThat(missingAlerts()).hasSize(2).allMatch(detail -> detail.contains("|ARRIVAL_LATE was never raised"));
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            arrival appended, acknowledged, later event appended, acknowledged
            2,                3,            1,                    4
            2,                9,            1,                    4
            1,                9,            2,                    4
            """)
    void anAlertMayBeMissingIfTheArrivalMayHaveBeenVisibleFirst(
            int appended, int acknowledged, int laterAppended, int laterAcknowledged) {
        send(plan, 0, 0);
        send(later, laterAppended, laterAcknowledged);
        send(arrival, appended, acknowledged);
        assertThat(missingAlerts()).isEmpty();
    }

    @Test
    void anAlertMayBeMissingWhileALeaderWasCutOff() {
        send(plan, 0, 0);
        send(later, 1, 2);
        send(arrival, 3, 4);
        ledger.separated(BROKER.plusSeconds(1), BROKER.plusSeconds(5));
        assertThat(missingAlerts()).isEmpty();
    }

    @Test
    void anAlertMayBeMissingIfTheLaterEventIsInAnotherPartition() {
        ledger = new Ledger(2);
        send(plan, 0, 0);
        send(later, 1, 2);
        send(arrival, 3, 4);
        assertThat(ledger.entries())
                .extracting(Ledger.Entry::lane)
                .containsExactly("movements.ktz-1", "movements.ktz-0", "movements.ktz-1");
        assertThat(missingAlerts()).isEmpty();
    }

    private void send(SimulatedReport report, int appended, int acknowledged) {
        ledger.sending(report, 0);
        ledger.acknowledged(report, BROKER.plusSeconds(appended), BROKER.plusSeconds(acknowledged));
    }

    private List<String> missingAlerts() {
        Findings findings = new Findings();
        new FinalCheck(ledger, new TopicTables()).check(findings, Duration.ofMinutes(5));
        return findings.all().stream()
                .filter(finding -> finding.check().equals(FinalCheck.ALERTS))
                .map(Finding::detail)
                .toList();
    }

    private static Plan planOfArrival() {
        return Plan.newBuilder().setMovement(PlannedMovement.ARRIVAL).build();
    }

    private static SimulatedReport report(String facility, String run, Instant at, Object detail) {
        TrainMovement movement = TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId(run)
                .setTrainNumber("X8001")
                .setFacility(facility)
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(at)
                .setPlannedAt(detail instanceof Plan ? PLANNED : null)
                .setCreatedAt(at)
                .setPublisher("ktz")
                .setDetail(detail)
                .build();
        return new SimulatedReport(at, "ktz", movement);
    }
}

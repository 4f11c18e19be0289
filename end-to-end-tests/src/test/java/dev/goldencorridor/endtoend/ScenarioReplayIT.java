package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.cli.AggregateValue;
import dev.goldencorridor.cli.Comparison;
import dev.goldencorridor.cli.CorridorFigures;
import dev.goldencorridor.cli.ReplayRun;
import dev.goldencorridor.cli.ReplayStack;
import dev.goldencorridor.cli.Screen;
import dev.goldencorridor.processor.DelaySettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.simulator.Scenario;
import dev.goldencorridor.simulator.SimulatedReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenarioReplayIT {
    private static final List<SimulatedReport> FIRST_WEEKS =
            Scenario.CORRIDOR_2025.simulation().stream().limit(3_000).toList();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void thePassageEndsWhenWhatFollowsFromTheReportsIsDownstream() throws Exception {
        Path data = directory.resolve("data");
        SettingsOptions options = CommandLine.populateCommand(new SettingsOptions(), "--dir", data.toString());
        StringWriter out = new StringWriter();
        try (SecureStack running = secureStack(data);
                ReplayStack venue = ReplayStack.find(options, true, new PrintWriter(out, true));
                ReplayRun passage = new ReplayRun(
                        venue, FIRST_WEEKS.iterator(), CorridorFigures::need, Screen.of(new PrintWriter(out, true)))) {
            passage.run();

            AggregateValue year = passage.downstream()
                    .of("ops.trips", "NETWORK/ALL/YEAR:2024")
                    .orElseThrow();
            assertThat(year.count("trips")).isGreaterThan(50).isEqualTo(handoversOf2024());
            assertThat(Comparison.of(CorridorFigures.ALL, passage.downstream()).exitCode())
                    .isEqualTo(1);
            assertThat(passage.summary()).startsWith("3,000 events").contains(" 0 rejected");
            assertThat(out.toString())
                    .contains((running == null
                                    ? "Starting a stack on the event clock in "
                                    : "Replaying on the stack that runs in ")
                            + data);
        }
    }

    /** A stack that the replay uses, because a replay starts none that is secure; null if the tests are not secure. */
    private static SecureStack secureStack(Path data) throws Exception {
        if (!ServerSecurity.isOn()) {
            return null;
        }
        Map<String, String> given = new HashMap<>();
        given.put(CommonSettings.CLOCK_CONFIG, "event");
        given.put(ProcessorSettings.COMBINE_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.COMMIT_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.PUBLISH_INTERVAL_CONFIG, "500ms");
        DelaySettings.thresholdNames().forEach(steps -> given.put(steps, "-,-,-"));
        SecureStack stack = new SecureStack(data, given);
        stack.start();
        return stack;
    }

    /** Counts from the raw reports: retracted reports do not count, and duplicates count once. */
    private static long handoversOf2024() {
        Map<UUID, TrainMovement> byId = new HashMap<>();
        Set<UUID> retracted = new HashSet<>();
        for (SimulatedReport report : FIRST_WEEKS) {
            byId.put(report.movement().getEventId(), report.movement());
            if (report.movement().getRetracts() != null) {
                retracted.add(report.movement().getRetracts());
                retracted.add(report.movement().getEventId());
            }
        }
        byId.keySet().removeAll(retracted);
        return byId.values().stream()
                .filter(movement -> Set.of("CNHRS", "CNAKL").contains(movement.getFacility()))
                .filter(movement -> movement.getDirection() == Direction.OUTBOUND
                        ? movement.getDetail() instanceof Departure
                        : movement.getDetail() instanceof Arrival)
                .filter(movement -> railwayDay(movement.getOccurredAt()).getYear() == 2024)
                .map(movement -> movement.getTrainRunId() + movement.getFacility())
                .distinct()
                .count();
    }

    private static LocalDate railwayDay(Instant time) {
        return time.plus(Duration.ofMinutes(6 * 60 - 1))
                .atZone(ZoneId.of("Asia/Shanghai"))
                .toLocalDate();
    }
}

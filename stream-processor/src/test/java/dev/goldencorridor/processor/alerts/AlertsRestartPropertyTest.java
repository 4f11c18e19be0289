package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.RandomReports;
import dev.goldencorridor.processor.runs.CallsDriver;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.alerts.AlertType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Neither restarts nor the times of the polls change an alert: the oracle is a step that never stops and polls often.
 */
class AlertsRestartPropertyTest {
    private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void restartsAndPollTimesChangeNothing(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("corridor-test-state");
        try {
            restartsAndPollTimesChangeNothing(new Random(seed), directory);
        } finally {
            Files.delete(directory);
        }
    }

    private static void restartsAndPollTimesChangeNothing(Random random, Path directory) {
        AlertsDriver restarted = new AlertsDriver(directory, 0, 1);
        DelayPlan plan = restarted.plan(AlertsDriver.sameThresholds("1h,2h,4h"), false);
        restarted.start(START, plan);
        AlertsDriver continuous = new AlertsDriver(directory, 0, 1);
        continuous.start(START, plan);
        List<TrainMovement> sent = new ArrayList<>();
        Instant now = START;
        CallsDriver calls = new CallsDriver(AlertType.names());
        for (int i = 0; i < 40; i++) {
            TrainMovement report = RandomReports.next(random, START, sent, now);
            sent.add(report);
            now = now.plus(Duration.ofMinutes(random.nextInt(120)));
            continuous.setClock(now);
            restarted.setClock(now);
            calls.learn(report).forEach(call -> {
                continuous.process(report.getTrainRunId(), call);
                restarted.process(report.getTrainRunId(), call);
            });
            continuous.poll();
            if (random.nextInt(3) == 0) {
                restarted.start(now, plan);
            }
            if (random.nextInt(3) == 0) {
                restarted.poll();
            }
        }
        restarted.start(now, plan);
        restarted.poll();
        assertThat(comparable(restarted)).isEqualTo(comparable(continuous));
    }

    private static Map<String, List<Object>> comparable(AlertsDriver delays) {
        Map<String, List<Object>> comparable = new TreeMap<>();
        delays.latest().forEach((key, alert) -> comparable.put(key, comparable(alert)));
        return comparable;
    }

    private static List<Object> comparable(DelayAlert alert) {
        return List.of(
                alert.getState(),
                alert.getSeverity(),
                alert.getRaisedAt(),
                String.valueOf(alert.getClearedAt()),
                String.valueOf(alert.getClearedCause()),
                String.valueOf(alert.getReason()));
    }
}

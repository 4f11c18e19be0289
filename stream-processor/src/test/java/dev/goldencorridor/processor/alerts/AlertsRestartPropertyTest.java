package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.RandomReports;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.runs.CallsDriver;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
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

/** Whenever it is stopped and started again, and whenever it looks, the alerts are those of one that never stopped. */
class AlertsRestartPropertyTest {
    private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void restartsAndLooksChangeNothing(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("corridor-test-state");
        try {
            restartsAndLooksChangeNothing(new Random(seed), directory);
        } finally {
            Files.delete(directory);
        }
    }

    private static void restartsAndLooksChangeNothing(Random random, Path directory) {
        AlertsDriver stopping = new AlertsDriver(directory, 0, 1);
        DelayPlan plan = stopping.plan(AlertsDriver.allSteps("1h,2h,4h"), false);
        stopping.start(START, plan);
        AlertsDriver going = new AlertsDriver(directory, 0, 1);
        going.start(START, plan);
        List<TrainMovement> sent = new ArrayList<>();
        Instant now = START;
        CallsDriver calls = new CallsDriver(AlertType.names());
        for (int i = 0; i < 40; i++) {
            TrainMovement report = RandomReports.next(random, START, sent, now);
            sent.add(report);
            now = now.plus(Duration.ofMinutes(random.nextInt(120)));
            going.setClock(now);
            stopping.setClock(now);
            calls.learn(report).forEach(call -> {
                going.learn(report.getTrainRunId(), call);
                stopping.learn(report.getTrainRunId(), call);
            });
            going.tick();
            if (random.nextInt(3) == 0) {
                stopping.start(now, plan);
            }
            if (random.nextInt(3) == 0) {
                stopping.tick();
            }
        }
        stopping.start(now, plan);
        stopping.tick();
        assertThat(seen(stopping)).isEqualTo(seen(going));
    }

    private static Map<String, List<Object>> seen(AlertsDriver delays) {
        Map<String, List<Object>> seen = new TreeMap<>();
        delays.latest().forEach((key, alert) -> seen.put(key, seen(alert)));
        return seen;
    }

    private static List<Object> seen(DelayAlert alert) {
        return List.of(
                alert.getState(),
                alert.getSeverity(),
                alert.getRaisedAt(),
                String.valueOf(alert.getClearedAt()),
                String.valueOf(alert.getClearedCause()),
                String.valueOf(alert.getReason()));
    }
}

package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.RandomReports;
import dev.goldencorridor.processor.runs.CallsDriver;
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
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A publisher that reports the runs of others at invented places changes no alert at the facilities of others. */
class DelayIsolationPropertyTest {
    private static final Instant START = Instant.parse("2026-10-25T00:00:00Z");

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void whatAPublisherInventsChangesNoAlertOfAnother(@ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("corridor-test-state");
        try {
            whatAPublisherInventsChangesNoAlertOfAnother(new Random(seed), directory);
        } finally {
            Files.delete(directory);
        }
    }

    private static void whatAPublisherInventsChangesNoAlertOfAnother(Random random, Path directory) {
        AlertsDriver alone = new AlertsDriver(directory, 0, 1);
        AlertsDriver disturbed = new AlertsDriver(directory, 0, 1);
        DelayPlan plan = alone.plan(AlertsDriver.sameThresholds("1h,2h,4h"), false);
        alone.start(START, plan);
        disturbed.start(START, plan);
        CallsDriver callsAlone = new CallsDriver(AlertType.names());
        CallsDriver callsDisturbed = new CallsDriver(AlertType.names());
        List<TrainMovement> sent = new ArrayList<>();
        int places = 1 + random.nextInt(150);
        Instant now = START;
        for (int i = 0; i < 40; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(120)));
            alone.setClock(now);
            disturbed.setClock(now);
            for (int j = random.nextInt(8); j > 0; j--) {
                process(invented(random, places, now), callsDisturbed, disturbed);
            }
            TrainMovement honest = RandomReports.next(random, START, sent, now);
            if (!honest.getFacility().startsWith("stanox:")) {
                sent.add(honest);
                process(honest, callsAlone, alone);
                process(honest, callsDisturbed, disturbed);
            }
            alone.poll();
            disturbed.poll();
            assertThat(comparable(disturbed)).isEqualTo(comparable(alone));
        }
    }

    /** A report at a place that no honest report names, though it may name theirs. */
    private static TrainMovement invented(Random random, int places, Instant now) {
        return TrainMovement.newBuilder(RandomReports.next(random, START, List.of(), now))
                .setFacility("stanox:" + (100 + random.nextInt(places)))
                .setPublisher("gb-trust")
                .build();
    }

    private static void process(TrainMovement report, CallsDriver calls, AlertsDriver delays) {
        calls.learn(report).forEach(call -> delays.process(report.getTrainRunId(), call));
    }

    private static Map<String, String> comparable(AlertsDriver delays) {
        return delays.latest().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("stanox:"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getState() + " "
                                + entry.getValue().getSeverity() + " "
                                + entry.getValue().getRaisedAt() + " "
                                + entry.getValue().getClearedAt() + " "
                                + entry.getValue().getClearedCause() + " "
                                + entry.getValue().getReason() + " "
                                + entry.getValue().getOccurredAt() + " "
                                + entry.getValue().getRevision()));
    }
}

package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code corridor watch} on a broker of its own, because the contract fixes the names of the topics. */
class WatchIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void openAlertsOfBothFormatsAndTrainRunsAreShown(@TempDir Path directory) throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
                Registry registry = Registry.connect(corridor.settings(), Duration.ofSeconds(10));
                DelayTopics topics =
                        new DelayTopics(TopicCatalogue.DELAYS_PREFIX, corridor.client(Map.of()), registry)) {
            topics.create("khorgos");
            topics.create("alashankou");
            topics.create("critical");
            topics.writeAvro("khorgos", overdue("X1", "CRITICAL").setReason("papers"));
            topics.writeAvro("critical", overdue("X1", "CRITICAL").setReason("papers"));
            topics.writeJson("alashankou", overdue("X2", "MINOR").setFacility("CNAKL"));
            topics.writeJson("khorgos", cleared(overdue("X3", "MAJOR")));

            assertThat(watch(corridor, directory, "delays"))
                    .anyMatch(line -> line.startsWith("1 CRITICAL, 0 MAJOR, 1 MINOR open. "))
                    .anyMatch(line -> line.matches("CRITICAL +CLEARANCE_OVERDUE +CNHRS +X1 .* papers"))
                    .anyMatch(line -> line.matches("MINOR +CLEARANCE_OVERDUE +CNAKL +X2 .*"))
                    .anyMatch(line -> line.matches(".* RELEASED +MAJOR +CLEARANCE_OVERDUE +CNHRS +X3"));

            corridor.publishAll(
                    Map.of(),
                    List.of(
                            status(run("X9002").setNextExpectedAt(Instant.parse("2026-11-28T15:30:00Z"))),
                            status(run("X9001")
                                    .setNextFacility("CNHRS")
                                    .setNextEvent("RELEASE")
                                    .setNextExpectedAt(Instant.parse("2026-11-28T14:30:00Z"))
                                    .setExpectedBasis("PORT")
                                    .setLatenessSeconds(2_700.0)
                                    .setWorstSeverity("MAJOR"))));
            assertThat(watch(corridor, directory, "runs"))
                    .filteredOn(line -> line.contains("X900"))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .matches("CR\\|X9001\\|2026-11-28 +AT_PLACE +CNHRS +ARRIVAL .*"
                                            + " CNHRS +RELEASE .* PORT +45m00s +MAJOR"),
                            second -> assertThat(second).startsWith("CR|X9002|2026-11-28"));
        }
    }

    /** The lines that {@code watch VIEW --once} prints. */
    private static List<String> watch(KillableCorridor corridor, Path directory, String view) {
        StringWriter out = new StringWriter();
        int exit = Corridor.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(Stream.concat(
                                Stream.of("watch", view, "--once", "--dir", directory.toString()),
                                corridor.connection().options().stream())
                        .toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString().lines().toList();
    }

    private static TrainRunStatus.Builder run(String train) {
        return TrainRunStatus.newBuilder()
                .setTrainRunId("CR|" + train + "|2026-11-28")
                .setDirection("OUTBOUND")
                .setState("AT_PLACE")
                .setLastFacility("CNHRS")
                .setLastEvent("ARRIVAL")
                .setLastOccurredAt(Instant.parse("2026-11-28T13:00:00Z"))
                .setAsOf(Instant.parse("2026-11-28T13:00:05Z"))
                .setRevision(1);
    }

    /** As the sink writes it with {@code sink.format=json}. */
    private static ProducerRecord<byte[], byte[]> status(TrainRunStatus.Builder run) {
        TrainRunStatus status = run.build();
        return new ProducerRecord<>(
                AggregateRoute.RUNS.downstream(),
                status.getTrainRunId().getBytes(StandardCharsets.UTF_8),
                AggregateJson.of(status));
    }
}

package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code corridor watch} on a broker of its own, because the contract fixes the names of the topics. */
class WatchDelaysIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void openAlertsOfAllPublishersAreShownFromBothFormats(@TempDir Path directory) throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
                Registry registry = Registry.connect(corridor.settings(), Duration.ofSeconds(10));
                DelayTopics topics = new DelayTopics(
                        TopicCatalogue.DELAYS_PREFIX, corridor.settings().string("bootstrap.servers"), registry)) {
            topics.create("khorgos");
            topics.create("alashankou");
            topics.create("critical");
            topics.writeAvro("khorgos", overdue("X1", "CRITICAL").setReason("papers"));
            topics.writeAvro("critical", overdue("X1", "CRITICAL").setReason("papers"));
            topics.writeJson("alashankou", overdue("X2", "MINOR").setFacility("CNAKL"));
            topics.writeJson("khorgos", cleared(overdue("X3", "MAJOR")));

            StringWriter out = new StringWriter();
            int exit = Corridor.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute(
                            "watch",
                            "delays",
                            "--once",
                            "--dir",
                            directory.toString(),
                            "--set",
                            "bootstrap.servers=" + corridor.settings().string("bootstrap.servers"),
                            "--set",
                            "schema.registry.url=" + STACK.registryUrl());

            assertThat(exit).isZero();
            assertThat(out.toString().lines())
                    .anyMatch(line -> line.startsWith("1 CRITICAL, 0 MAJOR, 1 MINOR open. "))
                    .anyMatch(line -> line.matches("CRITICAL +CLEARANCE_OVERDUE +CNHRS +X1 .* papers"))
                    .anyMatch(line -> line.matches("MINOR +CLEARANCE_OVERDUE +CNAKL +X2 .*"))
                    .anyMatch(line -> line.matches(".* RELEASED +MAJOR +CLEARANCE_OVERDUE +CNHRS +X3"));
        }
    }
}

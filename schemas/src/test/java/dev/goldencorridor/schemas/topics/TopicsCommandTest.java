package dev.goldencorridor.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TopicsCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @Test
    void anUnknownSettingIsReportedWithoutAStackTrace() {
        assertThat(run("--set", "partitons=3")).isEqualTo(2);
        assertThat(err.toString()).contains("partitons").doesNotContain("\tat ");
    }

    @Test
    void unreadableAddressesAreReportedWithoutAStackTrace() {
        assertThat(run("--set", "bootstrap.servers=nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("nonsense").doesNotContain("\tat ");
    }

    @Test
    void resourcesForStrimziNeedNoBroker() {
        assertThat(run("--strimzi", "corridor", "--set", "replication.factor=3"))
                .isZero();
        assertThat(out.toString())
                .contains("name: movements.khorgos\n  labels:\n    strimzi.io/cluster: corridor\n")
                .contains("    min.insync.replicas: 2\n");
    }

    @Test
    void aTopicThatCannotBeAResourceIsReported() throws IOException {
        Path publishers =
                Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nnorth-,CNNOR\n");
        assertThat(run("--strimzi", "corridor", "--set", "publishers.file=" + publishers))
                .isEqualTo(2);
        assertThat(err.toString()).contains("movements.north-", "publishers.file");
    }

    @Test
    void theTableShowsWriterReaderAndDifferences() {
        Settings settings = Settings.of(CommonSettings.definition(), Map.of());
        TopicDeclaration topic = TopicCatalogue.movements("khorgos", settings);
        TopicDifference partitions = new TopicDifference(topic, TopicDifference.Kind.PARTITIONS, "", "2", "4");
        TopicTable.print(
                new PrintWriter(out, true), List.of(topic), Map.of(topic.name(), List.of(partitions.describe())));
        assertThat(out.toString())
                .contains("movements.khorgos", "1860 days", "LogAppendTime", "stream-processor", "partitions=2");
        assertThat(partitions.correctable()).isFalse();
    }

    @Test
    void everyTopicIsDeclaredOnceWithTheSamePartitions() {
        Settings settings = Settings.of(CommonSettings.definition(), Map.of("partitions", "12"));
        List<TopicDeclaration> all = TopicCatalogue.all(settings, PublisherCatalogue.builtIn());
        assertThat(all).extracting(TopicDeclaration::name).doesNotHaveDuplicates();
        assertThat(all).extracting(TopicDeclaration::partitions).containsOnly(12);
        assertThat(all)
                .extracting(TopicDeclaration::name)
                .contains(
                        "movements.khorgos", "movements.gb-trust", "corridor.rejected", "ops.trips", "corridor.clock");
    }

    @Test
    void everyPublisherHasATopicOfDelaysThatKeepsTheLatestOfEachKey() {
        Settings settings = Settings.of(CommonSettings.definition(), Map.of());
        PublisherCatalogue publishers = PublisherCatalogue.builtIn();
        Map<String, TopicDeclaration> declared = TopicCatalogue.all(settings, publishers).stream()
                .collect(Collectors.toMap(TopicDeclaration::name, Function.identity()));
        assertThat(declared)
                .containsKeys("corridor.delays", "corridor.control", "delays.critical")
                .containsKeys(publishers.publishers().stream()
                        .map(TopicCatalogue::delaysOf)
                        .toArray(String[]::new));
        assertThat(declared.values())
                .filteredOn(
                        topic -> topic.name().contains("delays") || topic.name().equals("corridor.control"))
                .extracting(TopicDeclaration::cleanup)
                .containsOnly("compact");
    }

    @Test
    void movementsAreKeptAsLongAsTheCalendarCanChange() {
        assertThat(configuration("movements.khorgos", Map.of()))
                .containsEntry(
                        "retention.ms", Long.toString(Duration.ofDays(1_860).toMillis()));
        assertThat(configuration("movements.khorgos", Map.of(CommonSettings.MOVEMENTS_RETENTION_CONFIG, "30d")))
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()));
        assertThatThrownBy(() -> Settings.of(
                        CommonSettings.definition(), Map.of(CommonSettings.MOVEMENTS_RETENTION_CONFIG, "23h")))
                .hasMessageContaining(CommonSettings.MOVEMENTS_RETENTION_CONFIG);
    }

    @Test
    void recordsOfUntrustedWritersAreLimitedAlsoAfterDecompression() {
        for (String topic : List.of("movements.khorgos", "corridor.rejected", "corridor.control")) {
            Map<String, String> entries = configuration(topic, Map.of());
            assertThat(entries)
                    .as(topic)
                    .containsEntry(
                            "max.decompressed.message.bytes",
                            topic.equals("movements.khorgos") ? "1572864" : entries.get("max.message.bytes"))
                    .containsEntry("compression.type", topic.equals("corridor.rejected") ? "gzip" : "producer");
        }
    }

    @Test
    void aReaderThatWasOfflineForAWeekFindsEveryRevisionOfAnAlertAndEveryTombstone() {
        String week = Long.toString(Duration.ofDays(8).toMillis());
        for (String topic : List.of("corridor.delays", "delays.khorgos", "delays.critical")) {
            assertThat(configuration(topic, Map.of()))
                    .as(topic)
                    .containsEntry("min.compaction.lag.ms", week)
                    .containsEntry("delete.retention.ms", week);
        }
        for (String topic : List.of("corridor.trips", "ops.trips", "corridor.control")) {
            assertThat(configuration(topic, Map.of()))
                    .as(topic)
                    .containsEntry("min.compaction.lag.ms", "0")
                    .containsEntry("delete.retention.ms", week);
        }
    }

    private static Map<String, String> configuration(String topic, Map<String, String> given) {
        return TopicCatalogue.all(Settings.of(CommonSettings.definition(), given), PublisherCatalogue.builtIn())
                .stream()
                .filter(declared -> declared.name().equals(topic))
                .findFirst()
                .orElseThrow()
                .configuration(1);
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new TopicsCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "--dir";
        all[1] = directory.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return line.execute(all);
    }
}

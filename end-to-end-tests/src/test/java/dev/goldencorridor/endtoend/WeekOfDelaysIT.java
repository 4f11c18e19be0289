package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.CalendarSettings;
import dev.goldencorridor.processor.CorridorTopology;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.reference.DelayOracle;
import dev.goldencorridor.reference.driver.KnownTopics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.simulator.SimulatedReport;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of the corridor with known delays, on the wall clock: every delay is found, and no other alert is raised. The
 * oracle computes the expected alerts from the raw reports, with the default thresholds. It needs no broker. As it
 * keeps a core busy for a while, it runs beside tests that wait.
 */
class WeekOfDelaysIT {
    private static final Duration TICK = Duration.ofMinutes(5);
    private static final DelayOracle.Thresholds DEFAULTS =
            DelayOracle.Thresholds.usual(Duration.ofHours(6), Duration.ofHours(24), true);

    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    private final Set<String> raised = new TreeSet<>();

    @TempDir
    private Path state;

    @Test
    void everyInjectedDelayOfAWeekIsFoundAndNoOtherIsRaised() {
        CorridorWeek week = CorridorWeek.withDelays(36);
        DelayOracle.Answer answer = week.alerts(DEFAULTS);
        replay(week);

        Set<String> due = keys(answer.due());
        Set<String> may = keys(answer.undecided());
        may.addAll(due);
        assertThat(raised).as("every one is found").containsAll(due);
        assertThat(may).as("no other is raised").containsAll(raised);
        assertThat(week.injected()).hasSize(36).allSatisfy(delay -> assertThat(raised)
                .contains(delay.facility() + "|" + delay.trainRunId() + "|"
                        + delay.disruption().alertType()));
    }

    private void replay(CorridorWeek week) {
        Instant start = week.reports().get(0).reportedAt();
        WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        WireDeserializer<DelayAlert> decoder = new WireDeserializer<>(registry, DelayAlert.getClassSchema());
        Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
        try (TopologyTestDriver driver =
                KnownTopics.in(new TopologyTestDriver(topology().build(), properties(), start))) {
            TestOutputTopic<String, byte[]> delays =
                    driver.createOutputTopic(TopicCatalogue.DELAYS, new StringDeserializer(), (topic, bytes) -> bytes);
            Instant now = start;
            for (SimulatedReport report : week.reports()) {
                while (!now.plus(TICK).isAfter(report.reportedAt())) {
                    now = now.plus(TICK);
                    driver.advanceWallClockTime(TICK);
                    collectRaised(delays, decoder);
                }
                inputs.computeIfAbsent(
                                report.publisher(),
                                publisher -> driver.createInputTopic(
                                        TopicCatalogue.movementsOf(publisher),
                                        new StringSerializer(),
                                        new ByteArraySerializer()))
                        .pipeInput(
                                report.movement().getTrainRunId(),
                                encoder.serialize("", report.movement()),
                                report.reportedAt());
            }
            driver.advanceWallClockTime(TICK);
            collectRaised(delays, decoder);
        }
    }

    private void collectRaised(TestOutputTopic<String, byte[]> delays, WireDeserializer<DelayAlert> decoder) {
        delays.readKeyValuesToList().forEach(record -> {
            if (record.value != null
                    && decoder.deserialize("", record.value).getState().equals("RAISED")) {
                raised.add(record.key);
            }
        });
    }

    private CorridorTopology topology() {
        Settings settings = Settings.of(
                ProcessorSettings.definition(),
                Map.of(
                        "partitions",
                        "1",
                        // This test does not read the counts, and fewer of them make it faster.
                        ProcessorSettings.WINDOWS_CONFIG,
                        "PT1H",
                        ProcessorSettings.PUBLISH_INTERVAL_CONFIG,
                        "10s",
                        CalendarSettings.CALENDAR_INTERVAL_CONFIG,
                        "60s"));
        return new CorridorTopology(settings, registry, PublisherCatalogue.builtIn(), PortCatalogue.builtIn());
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "week-of-delays");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return properties;
    }

    private static Set<String> keys(Set<DelayOracle.Key> keys) {
        Set<String> text = new HashSet<>();
        keys.forEach(key -> text.add(key.toString()));
        return text;
    }
}

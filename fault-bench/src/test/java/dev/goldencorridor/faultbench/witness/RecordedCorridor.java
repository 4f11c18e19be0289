package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.processor.CorridorTopology;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.reference.driver.KnownTopics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * The results of the real topology for some days of traffic, as a witness would receive them, and the ledger of that
 * traffic. The sink is a model that delivers each value at once. Time is the number of the report.
 */
final class RecordedCorridor {
    private static final int REPORTS_IN_A_STEP = 20;
    /** Longer than the processor rests after a round, however slow the machine is. */
    private static final Duration STEP = Duration.ofSeconds(30);

    private static final int STEPS_AT_THE_END = 40;

    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    private final PublisherCatalogue publishers = PublisherCatalogue.builtIn();
    private final Ledger ledger = new Ledger(1);
    private final List<Observation> observations = new ArrayList<>();
    private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();
    private final Map<String, Schema> schemas = new HashMap<>();

    private RecordedCorridor() {
        AggregateRoute.all().forEach(route -> schemas.put(route.aggregate(), route.schema()));
        schemas.put(TopicCatalogue.DELAYS, DelayAlert.getClassSchema());
    }

    static RecordedCorridor of(SimulationPlan plan, Path state) {
        RecordedCorridor recorded = new RecordedCorridor();
        recorded.run(new CorridorSimulation(plan), state);
        return recorded;
    }

    /** Six days with delays. Reports come within two minutes. */
    static RecordedCorridor ofSixDays(Path state) {
        return of(
                new SimulationPlan(7, Instant.parse("2026-03-02T00:00:00Z"), 6, 0.5)
                        .promptly()
                        .with(InjectedDelays.ofShare(0.3)),
                state);
    }

    Ledger ledger() {
        return ledger;
    }

    List<Observation> observations() {
        return observations;
    }

    private void run(CorridorSimulation simulation, Path state) {
        Settings settings = Settings.of(ProcessorSettings.definition(), Map.of("partitions", "1", "clock", "event"));
        CorridorTopology topology = new CorridorTopology(settings, registry, publishers, PortCatalogue.builtIn());
        WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
        try (TopologyTestDriver driver = KnownTopics.in(new TopologyTestDriver(
                topology.build(), properties(state), simulation.plan().from()))) {
            schemas.keySet()
                    .forEach(topic -> outputs.put(
                            topic, driver.createOutputTopic(topic, new StringDeserializer(), (name, bytes) -> bytes)));
            long number = 0;
            for (SimulatedReport report : simulation) {
                ledger.sending(report, ++number);
                ledger.acknowledged(report, report.reportedAt(), report.reportedAt());
                inputs.computeIfAbsent(
                                TopicCatalogue.movementsOf(report.publisher()),
                                topic -> driver.createInputTopic(
                                        topic, new StringSerializer(), new ByteArraySerializer()))
                        .pipeInput(
                                report.movement().getTrainRunId(),
                                encoder.serialize("", report.movement()),
                                report.reportedAt());
                if (number % REPORTS_IN_A_STEP == 0) {
                    advance(driver, number);
                }
            }
            for (int step = 0; step < STEPS_AT_THE_END; step++) {
                advance(driver, number);
            }
        }
    }

    private void advance(TopologyTestDriver driver, long number) {
        driver.advanceWallClockTime(STEP);
        schemas.forEach((topic, schema) -> {
            WireDeserializer<SpecificRecord> decoder = new WireDeserializer<>(registry, schema);
            outputs.get(topic)
                    .readKeyValuesToList()
                    .forEach(record -> received(new Observation(
                            topic,
                            0,
                            record.key,
                            record.value == null ? null : decoder.deserialize("", record.value),
                            number)));
        });
    }

    private void received(Observation written) {
        observations.add(written);
        if (!written.topic().equals(TopicCatalogue.DELAYS)) {
            AggregateRoute.all().stream()
                    .filter(route -> route.aggregate().equals(written.topic()))
                    .forEach(route -> observations.add(at(written, route.downstream())));
            return;
        }
        String facility = written.key().substring(0, written.key().indexOf('|'));
        observations.add(at(
                written, TopicCatalogue.delaysOf(publishers.reporterOf(facility).orElseThrow())));
        if (written.value() instanceof DelayAlert alert && alert.getSeverity().equals("CRITICAL")) {
            observations.add(at(written, TopicCatalogue.CRITICAL_DELAYS));
        }
    }

    private static Observation at(Observation written, String topic) {
        return new Observation(topic, written.partition(), written.key(), written.value(), written.nanos());
    }

    private static Properties properties(Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "recorded");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return properties;
    }
}

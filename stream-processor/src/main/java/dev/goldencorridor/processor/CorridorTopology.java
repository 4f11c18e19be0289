package dev.goldencorridor.processor;

import dev.goldencorridor.processor.admission.AdmissionProcessor;
import dev.goldencorridor.processor.admission.AdmissionResult;
import dev.goldencorridor.processor.admission.MisplacedProcessor;
import dev.goldencorridor.processor.aggregation.AggregateSerializer;
import dev.goldencorridor.processor.aggregation.AggregateTopic;
import dev.goldencorridor.processor.aggregation.CombineProcessor;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.messages.BroadcastPartitioner;
import dev.goldencorridor.processor.messages.BroadcastSerde;
import dev.goldencorridor.processor.messages.DimensionPartitioner;
import dev.goldencorridor.processor.messages.ReportOverflow;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.ports.PortControlProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The pipeline, from what ports publish to what is published of it: admit, journey, then combine and rolling, and delays. A
 * pure function of settings and catalogues, so that what runs is what tests run and what {@code reset} resets.
 */
public final class CorridorTopology {
    private static final Pattern MOVEMENTS = Pattern.compile("movements\\..+");

    /** A stream thread waits for it, and its tasks with it. */
    private static final Duration MAX_WAIT_FOR_OWN = Duration.ofSeconds(10);

    private final Settings settings;
    private final Registry registry;
    private final PublisherSchemas publisherSchemas;
    private final PublisherCatalogue publishers;
    private final PortCatalogue ports;
    private final InstantSource clock;

    public CorridorTopology(Settings settings, Registry registry, PublisherCatalogue publishers, PortCatalogue ports) {
        this(settings, registry, new PublisherSchemas(registry), publishers, ports, InstantSource.system());
    }

    /**
     * The same with parts that tests control.
     *
     * @param publisherSchemas of what publishers write
     * @param clock bounds the timestamps that a publisher gave instead of the broker
     */
    CorridorTopology(
            Settings settings,
            Registry registry,
            PublisherSchemas publisherSchemas,
            PublisherCatalogue publishers,
            PortCatalogue ports,
            InstantSource clock) {
        this.clock = clock;
        this.settings = settings;
        this.registry = registry;
        this.publisherSchemas = publisherSchemas;
        this.publishers = publishers;
        this.ports = ports;
    }

    /** Builds it; every name is explicit, so that an upgrade finds its state again. */
    public Topology build() {
        int partitions = settings.integer(CommonSettings.PARTITIONS_CONFIG);
        WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        Duration schemaGrace = settings.duration(ProcessorSettings.SCHEMA_GRACE_CONFIG);
        WriterSchemas ownSchemas = new OwnTopicSchemas(
                registry, schemaGrace.compareTo(MAX_WAIT_FOR_OWN) < 0 ? schemaGrace : MAX_WAIT_FOR_OWN);
        // The steps admit, journey and combine share this store.
        StoreBuilder<KeyValueStore<String, byte[]>> journeyStore = RunProcessor.storeBuilder();
        EarlyCommitScheduler earlyCommits = ProcessorSettings.earlyCommits(settings);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(namesAlone()));

        KStream<byte[], AdmissionResult> admitted = builder.stream(
                        MOVEMENTS,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(new BrokerTime(clock))
                                .withName("movements"))
                .process(
                        AdmissionProcessor.of(
                                new AdmissionProcessor.Parameters(publisherSchemas, encoder, publishers, partitions, schemaGrace),
                                journeyStore),
                        Named.as("admit"));

        admitted.mapValues(outcome -> ((AdmissionResult.Rejected) outcome).original(), Named.as(AdmissionProcessor.REJECTED))
                .to(TopicCatalogue.REJECTED, rejected("rejected-at-admission"));

        KStream<byte[], AdmissionResult> misplaced = admitted.mapValues(
                        outcome -> ((AdmissionResult.Misplaced) outcome).movement(), Named.as(AdmissionProcessor.MISPLACED))
                .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withNumberOfPartitions(partitions)
                        .withName("misplaced"))
                .process(() -> new MisplacedProcessor(ownSchemas), Named.as("read-misplaced"));

        misplaced
                .mapValues(outcome -> ((AdmissionResult.Rejected) outcome).original(), Named.as(MisplacedProcessor.REJECTED))
                .to(TopicCatalogue.REJECTED, rejected("rejected-after-misplaced"));

        KStream<String, StepMessage> followed = admitted.map((key, outcome) -> byRun(outcome), Named.as(AdmissionProcessor.ACCEPTED))
                .merge(
                        misplaced.map((key, outcome) -> byRun(outcome), Named.as(MisplacedProcessor.READ)),
                        Named.as("all-of-a-run"))
                .process(
                        RunProcessor.of(
                                ports,
                                JourneySettings.retention(settings),
                                JourneySettings.dimensionLimits(settings),
                                ProcessorSettings.isEventClock(settings),
                                AlertType.names(),
                                encoder,
                                journeyStore),
                        Named.as("journey"));

        followed.map(
                        (run, value) ->
                                KeyValue.pair(run.getBytes(StandardCharsets.UTF_8), ((ReportOverflow) value).movement()),
                        Named.as(RunProcessor.OVERFLOW))
                .to(TopicCatalogue.REJECTED, rejected("rejected-by-journey"));

        followed.process(
                        CombineProcessor.every(
                                settings.duration(ProcessorSettings.COMBINE_INTERVAL_CONFIG),
                                journeyStore,
                                earlyCommits),
                        Named.as(RunProcessor.MEASURED))
                .repartition(Repartitioned.with(Serdes.String(), new AggregateUpdateSerde())
                        .withStreamPartitioner(new DimensionPartitioner())
                        .withNumberOfPartitions(partitions)
                        .withName("panes"))
                .process(RollingProcessor.of(ProcessorSettings.plan(settings), earlyCommits), Named.as("rolling"))
                .to(
                        new AggregateTopic(),
                        Produced.with(
                                        Serdes.String(),
                                        Serdes.serdeFrom(new AggregateSerializer(registry), (topic, bytes) -> {
                                            throw new UnsupportedOperationException("aggregates are only written");
                                        }))
                                .withName("aggregates"));

        watchDelays(builder, followed, ownSchemas);
        return builder.build();
    }

    /** In the tasks that follow the runs: what is known of a call is at hand there, and an alert leaves with its cause. */
    private void watchDelays(StreamsBuilder builder, KStream<String, StepMessage> followed, WriterSchemas ownSchemas) {
        KStream<byte[], PortControlProcessor.Reading> control = builder.stream(
                        TopicCatalogue.CONTROL,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                // The oldest is taken first: a decision need not wait for a backlog of events.
                                .withTimestampExtractor((record, partitionTime) -> 0)
                                .withName("control-of-ports"))
                .process(() -> new PortControlProcessor(ownSchemas), Named.as("read-control"));

        control.mapValues(
                        reading -> ((PortControlProcessor.Reading.Rejected) reading).original(), Named.as(PortControlProcessor.REJECTED))
                .to(TopicCatalogue.REJECTED, rejected("rejected-control"));

        KStream<String, StepMessage> notices = control.map(
                        (key, reading) -> KeyValue.pair(
                                ((PortControlProcessor.Reading.Decided) reading).facility(), PortControlProcessor.news(reading)),
                        Named.as(PortControlProcessor.READ))
                .merge(
                        followed.mapValues(news -> news, Named.as(RunProcessor.CLOCK)),
                        Named.as("what-concerns-all-tasks"))
                .repartition(Repartitioned.with(Serdes.String(), new BroadcastSerde())
                        .withStreamPartitioner(new BroadcastPartitioner())
                        .withNumberOfPartitions(settings.integer(CommonSettings.PARTITIONS_CONFIG))
                        .withName("notices"));

        followed.mapValues(news -> news, Named.as(RunProcessor.CALLS))
                .merge(notices, Named.as("calls-and-notices"))
                .process(AlertProcessor.of(ProcessorSettings.delayPlan(settings), ports), Named.as("delays"))
                .to(
                        TopicCatalogue.DELAYS,
                        Produced.with(
                                        Serdes.String(),
                                        Serdes.serdeFrom(
                                                new WireSerializer<DelayAlert>(registry, DelayAlert.getClassSchema()),
                                                (topic, bytes) -> {
                                                    throw new UnsupportedOperationException("alerts are only written");
                                                }))
                                .withName("delay-alerts"));
    }

    private static KeyValue<String, TrainMovement> byRun(AdmissionResult outcome) {
        TrainMovement movement = ((AdmissionResult.Accepted) outcome).movement();
        return KeyValue.pair(movement.getTrainRunId(), movement);
    }

    private static Produced<byte[], byte[]> rejected(String name) {
        return Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name);
    }

    /** Building needs the few settings of Streams that bear on names; what it runs with is told elsewhere. */
    private StreamsConfig namesAlone() {
        return new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, settings.string(ProcessorSettings.APPLICATION_ID_CONFIG),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG),
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true));
    }
}

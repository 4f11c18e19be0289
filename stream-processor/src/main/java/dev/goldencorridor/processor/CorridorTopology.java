package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_OWN_SCHEMA_WAIT;

import dev.goldencorridor.processor.admission.AdmissionProcessor;
import dev.goldencorridor.processor.admission.AdmissionResult;
import dev.goldencorridor.processor.admission.MisplacedProcessor;
import dev.goldencorridor.processor.aggregation.Aggregate;
import dev.goldencorridor.processor.aggregation.AggregateSerializer;
import dev.goldencorridor.processor.aggregation.AggregateTopic;
import dev.goldencorridor.processor.aggregation.CombineProcessor;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.AggregateUpdateSerde;
import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.messages.BroadcastPartitioner;
import dev.goldencorridor.processor.messages.BroadcastSerde;
import dev.goldencorridor.processor.messages.BroadcastUpdate;
import dev.goldencorridor.processor.messages.DimensionPartitioner;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.ports.PortControlProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
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
 * The topology of the pipeline, from the movements that ports publish to aggregates and alerts. It is a pure function
 * of the settings and catalogues. So {@code process} runs, tests drive and {@code reset} resets the same topology.
 */
public final class CorridorTopology {
    private static final Pattern MOVEMENTS = Pattern.compile("movements\\..+");

    private final Settings settings;
    private final Registry registry;
    private final PublisherSchemas publisherSchemas;
    private final PublisherCatalogue publishers;
    private final PortCatalogue ports;
    private final InstantSource clock;
    private final int partitions;
    private final TaskHeap heap;
    private final Duration schemaGrace;
    private final ProcessorMetrics metrics;
    private final Tracing tracing;

    /** The topology without metrics and spans, for programs that do not run it. */
    public CorridorTopology(Settings settings, Registry registry, PublisherCatalogue publishers, PortCatalogue ports) {
        this(settings, registry, publishers, ports, ProcessorMetrics.unserved(), Tracing.off());
    }

    CorridorTopology(
            Settings settings,
            Registry registry,
            PublisherCatalogue publishers,
            PortCatalogue ports,
            ProcessorMetrics metrics,
            Tracing tracing) {
        this(
                settings,
                registry,
                new PublisherSchemas(registry),
                publishers,
                ports,
                InstantSource.system(),
                metrics,
                tracing);
    }

    /**
     * The topology with parts that tests control.
     *
     * @param clock limits the timestamps that a publisher set instead of the broker
     */
    CorridorTopology(
            Settings settings,
            Registry registry,
            PublisherSchemas publisherSchemas,
            PublisherCatalogue publishers,
            PortCatalogue ports,
            InstantSource clock,
            ProcessorMetrics metrics,
            Tracing tracing) {
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
        this.tracing = tracing;
        this.registry = registry;
        this.publisherSchemas = publisherSchemas;
        this.publishers = publishers;
        this.ports = ports;
        this.partitions = settings.integer(CommonSettings.PARTITIONS_CONFIG);
        this.heap = TaskHeap.of(partitions);
        this.schemaGrace = settings.duration(ProcessorSettings.SCHEMA_GRACE_CONFIG);
    }

    /** Builds the topology. Every name is explicit, so that an upgrade finds its state again. */
    public Topology build() {
        WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        WriterSchemas ownSchemas = ownSchemas();
        SharedRecords runRecords = RunProcessor.runRecords();
        StoreBuilder<KeyValueStore<String, byte[]>> runStore = runRecords.store();
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(StreamsConfiguration.naming(settings)));
        KStream<byte[], AdmissionResult> admitted = admit(builder, encoder, runStore);
        KStream<byte[], AdmissionResult> misplaced = reroute(admitted, ownSchemas);
        KStream<String, StepMessage> runMessages = followRuns(admitted, misplaced, encoder, runRecords);
        KStream<String, BroadcastUpdate> durations = aggregate(runMessages, runStore);
        watchDelays(runMessages, readPortControl(builder, ownSchemas), durations, runRecords);
        // The last sub-topology, so that the tasks of the others keep their numbers.
        new PublisherTopology(registry, partitions, metrics, runStore)
                .countReports(runMessages, PublisherTopology.reject(admitted, misplaced, runMessages));
        return builder.build();
    }

    private WriterSchemas ownSchemas() {
        return new OwnTopicSchemas(registry, Collections.min(List.of(schemaGrace, MAX_OWN_SCHEMA_WAIT)));
    }

    /** Step 1: decodes and validates movements. */
    private KStream<byte[], AdmissionResult> admit(
            StreamsBuilder builder,
            WireSerializer<TrainMovement> encoder,
            StoreBuilder<KeyValueStore<String, byte[]>> runStore) {
        return builder.stream(
                        MOVEMENTS,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withTimestampExtractor(new BrokerTime(clock))
                                .withName("movements"))
                .process(
                        AdmissionProcessor.of(
                                new AdmissionProcessor.Parameters(
                                        publisherSchemas, encoder, publishers, partitions, schemaGrace, metrics),
                                runStore),
                        Named.as("admit"));
    }

    /** Step 1 again, for movements that their publisher put into another partition than their run's. */
    private KStream<byte[], AdmissionResult> reroute(
            KStream<byte[], AdmissionResult> admitted, WriterSchemas ownSchemas) {
        return admitted.mapValues(
                        result -> ((AdmissionResult.Misplaced) result).movement(),
                        Named.as(AdmissionProcessor.MISPLACED))
                .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withNumberOfPartitions(partitions)
                        .withName("misplaced"))
                .process(() -> new MisplacedProcessor(ownSchemas, metrics), Named.as("read-misplaced"));
    }

    /** Step 2: turns the movements of each run into measurements and calls. */
    private KStream<String, StepMessage> followRuns(
            KStream<byte[], AdmissionResult> admitted,
            KStream<byte[], AdmissionResult> misplaced,
            WireSerializer<TrainMovement> encoder,
            SharedRecords runRecords) {
        return admitted.map((key, result) -> AdmissionResult.byRun(result), Named.as(AdmissionProcessor.ACCEPTED))
                .merge(
                        misplaced.map(
                                (key, result) -> AdmissionResult.byRun(result), Named.as(MisplacedProcessor.READ)),
                        Named.as("all-of-a-run"))
                .process(
                        RunProcessor.of(
                                ports,
                                settings.duration(RunSettings.JOURNEY_ORDER_TOLERANCE_CONFIG),
                                RunSettings.retention(settings, heap),
                                RunSettings.dimensionLimits(settings, heap),
                                ProcessorSettings.clockMode(settings),
                                AlertType.names(),
                                encoder,
                                metrics,
                                runRecords),
                        Named.as("journey"));
    }

    /**
     * Steps 3 and 4: combines measurements in each task, then keeps the windows of each dimension. Returns the durations
     * that all tasks of step 5 need.
     */
    private KStream<String, BroadcastUpdate> aggregate(
            KStream<String, StepMessage> runMessages, StoreBuilder<KeyValueStore<String, byte[]>> runStore) {
        EarlyCommitScheduler earlyCommits = ProcessorSettings.earlyCommits(settings);
        KStream<String, Aggregate> rolled = StreamTypes.<AggregateUpdate.Uncombined>typed(runMessages)
                .process(
                        CombineProcessor.of(ProcessorSettings.combinePlan(settings), runStore, earlyCommits),
                        Named.as(RunProcessor.MEASURED))
                .repartition(Repartitioned.with(Serdes.String(), new AggregateUpdateSerde())
                        .withStreamPartitioner(new DimensionPartitioner())
                        .withNumberOfPartitions(partitions)
                        .withName("panes"))
                .process(
                        RollingProcessor.of(
                                ProcessorSettings.rollingPlan(settings), earlyCommits, heap, metrics, tracing),
                        Named.as("rolling"));
        rolled.to(
                new AggregateTopic(),
                Produced.with(Serdes.String(), StreamTypes.writeOnly(new AggregateSerializer(registry)))
                        .withName(RollingProcessor.AGGREGATES));
        return StreamTypes.<BroadcastUpdate>children(rolled, RollingProcessor.DURATIONS)
                .repartition(Repartitioned.with(Serdes.String(), new BroadcastSerde())
                        .withStreamPartitioner(new BroadcastPartitioner())
                        .withNumberOfPartitions(partitions)
                        .withName("durations"));
    }

    private KStream<byte[], PortControlProcessor.Reading> readPortControl(
            StreamsBuilder builder, WriterSchemas ownSchemas) {
        KStream<byte[], PortControlProcessor.Reading> portControl = builder.stream(
                        TopicCatalogue.CONTROL,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                // The oldest record is processed first, so decisions overtake a backlog of events.
                                .withTimestampExtractor((record, partitionTime) -> 0)
                                .withName("control-of-ports"))
                .process(() -> new PortControlProcessor(ownSchemas, metrics), Named.as("read-control"));

        portControl
                .mapValues(
                        reading -> ((PortControlProcessor.Reading.Rejected) reading).original(),
                        Named.as(PortControlProcessor.REJECTED))
                .to(TopicCatalogue.REJECTED, StreamTypes.rejected("rejected-control"));
        return portControl;
    }

    /**
     * Step 5. It runs in the tasks of step 2. So it needs no repartitioning, and an alert is committed with its
     * cause.
     */
    private void watchDelays(
            KStream<String, StepMessage> runMessages,
            KStream<byte[], PortControlProcessor.Reading> portControl,
            KStream<String, BroadcastUpdate> durations,
            SharedRecords runRecords) {
        KStream<String, BroadcastUpdate> broadcast = portControl
                .map((key, reading) -> PortControlProcessor.byFacility(reading), Named.as(PortControlProcessor.READ))
                .merge(
                        StreamTypes.typed(runMessages.mapValues(message -> message, Named.as(RunProcessor.CLOCK))),
                        Named.as("what-concerns-all-tasks"))
                .repartition(Repartitioned.with(Serdes.String(), new BroadcastSerde())
                        .withStreamPartitioner(new BroadcastPartitioner())
                        .withNumberOfPartitions(partitions)
                        .withName("notices"));

        KStream<String, SpecificRecord> watched = StreamTypes.<AlertUpdate>typed(
                        runMessages.mapValues(message -> message, Named.as(RunProcessor.CALLS)))
                .merge(StreamTypes.typed(broadcast), Named.as("calls-and-notices"))
                .merge(StreamTypes.typed(durations), Named.as("calls-notices-and-durations"))
                .process(
                        AlertProcessor.of(
                                ProcessorSettings.delayPlan(settings, heap),
                                StatusSettings.plan(settings),
                                ports,
                                metrics,
                                tracing,
                                runRecords),
                        Named.as("delays"));
        watched.to(TopicCatalogue.DELAYS, written(DelayAlert.getClassSchema(), AlertProcessor.ALERTS));
        watched.to(AggregateRoute.RUNS.aggregate(), written(TrainRunStatus.getClassSchema(), AlertProcessor.STATUS));
    }

    private Produced<String, SpecificRecord> written(Schema schema, String name) {
        return Produced.with(
                        Serdes.String(), StreamTypes.writeOnly(new WireSerializer<SpecificRecord>(registry, schema)))
                .withName(name);
    }
}

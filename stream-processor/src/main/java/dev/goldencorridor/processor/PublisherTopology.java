package dev.goldencorridor.processor;

import dev.goldencorridor.processor.admission.AdmissionProcessor;
import dev.goldencorridor.processor.admission.AdmissionResult;
import dev.goldencorridor.processor.admission.MisplacedProcessor;
import dev.goldencorridor.processor.messages.PublisherCounts;
import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.processor.messages.ReportOverflow;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.publishers.PublisherProcessor;
import dev.goldencorridor.processor.publishers.RejectOutcomeProcessor;
import dev.goldencorridor.processor.publishers.ReportCountProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Rejects, and step 6 of the topology: counts the outcomes of all records in each task, then by publisher. */
final class PublisherTopology {
    private final Registry registry;
    private final int partitions;
    private final ProcessorMetrics metrics;
    private final StoreBuilder<KeyValueStore<String, byte[]>> runStore;

    /** @param runStore the store of the tasks that receive movements */
    PublisherTopology(
            Registry registry,
            int partitions,
            ProcessorMetrics metrics,
            StoreBuilder<KeyValueStore<String, byte[]>> runStore) {
        this.metrics = metrics;
        this.registry = registry;
        this.partitions = partitions;
        this.runStore = runStore;
    }

    /** Sends the rejected records of all input topics to the topic of rejects, and returns them. */
    static KStream<byte[], byte[]> reject(
            KStream<byte[], AdmissionResult> admitted,
            KStream<byte[], AdmissionResult> misplaced,
            KStream<String, StepMessage> runMessages) {
        KStream<byte[], byte[]> atAdmission = admitted.mapValues(
                result -> ((AdmissionResult.Rejected) result).original(), Named.as(AdmissionProcessor.REJECTED));
        KStream<byte[], byte[]> afterMisplaced = misplaced.mapValues(
                result -> ((AdmissionResult.Rejected) result).original(), Named.as(MisplacedProcessor.REJECTED));
        KStream<byte[], byte[]> byJourney = runMessages.map(
                (run, message) ->
                        KeyValue.pair(run.getBytes(StandardCharsets.UTF_8), ((ReportOverflow) message).movement()),
                Named.as(RunProcessor.OVERFLOW));
        atAdmission.to(TopicCatalogue.REJECTED, StreamTypes.rejected("rejected-at-admission"));
        afterMisplaced.to(TopicCatalogue.REJECTED, StreamTypes.rejected("rejected-after-misplaced"));
        byJourney.to(TopicCatalogue.REJECTED, StreamTypes.rejected("rejected-by-journey"));
        return atAdmission
                .merge(afterMisplaced, Named.as("rejects-of-admission"))
                .merge(byJourney, Named.as("rejects-of-publishers"));
    }

    /** @param rejects the rejected records of input topics */
    void countReports(KStream<String, StepMessage> runMessages, KStream<byte[], byte[]> rejects) {
        KStream<String, StepMessage> outcomes = runMessages
                .mapValues(message -> message, Named.as(RunProcessor.COUNTED))
                .merge(rejects.process(RejectOutcomeProcessor::new, Named.as("reject-outcomes")), Named.as("outcomes"));
        Serde<PublisherCounts> counts =
                Serdes.serdeFrom((topic, value) -> value.toBytes(), (topic, bytes) -> PublisherCounts.fromBytes(bytes));
        StreamTypes.<PublisherUpdate>typed(outcomes)
                .process(ReportCountProcessor.of(runStore), Named.as("count-reports"))
                .repartition(Repartitioned.with(Serdes.String(), counts)
                        .withNumberOfPartitions(partitions)
                        .withName("publishers"))
                .process(PublisherProcessor.supplier(metrics), Named.as("publishers"))
                .to(
                        AggregateRoute.PUBLISHERS.aggregate(),
                        Produced.with(
                                        Serdes.String(),
                                        StreamTypes.writeOnly(new WireSerializer<PublisherStatus>(
                                                registry, PublisherStatus.getClassSchema())))
                                .withName("publisher-statuses"));
    }
}

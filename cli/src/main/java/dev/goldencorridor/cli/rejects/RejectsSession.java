package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectFeed;
import dev.goldencorridor.processor.repair.RejectLedger;
import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The rejects of a cluster, read once. For one thread. */
final class RejectsSession implements AutoCloseable {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final int API_TIMEOUT_MS = 10_000;
    /** So many rejects of one publisher take some hundred MB of heap. */
    private static final int MAX_REJECTS_PER_PUBLISHER = 200_000;

    private final Settings settings;
    private final Registry registry;
    private final Consumer<byte[], byte[]> consumer;
    private final PublisherCatalogue publishers;
    private final WriterSchemas schemas;
    private final RejectLedger ledger = new RejectLedger(MAX_REJECTS_PER_PUBLISHER);
    private final RejectFeed feed;

    private RejectsSession(Settings settings, Instant since) {
        this.settings = settings;
        this.registry = Registry.connect(settings, REGISTRY_PATIENCE);
        Map<String, Object> properties = new HashMap<>(settings.kafkaClient());
        properties.put("default.api.timeout.ms", API_TIMEOUT_MS);
        this.consumer = CommittedConsumer.create(CommittedConsumer.withoutGroup(properties), "earliest");
        this.publishers = PublisherCatalogue.of(settings);
        this.schemas = new OwnTopicSchemas(registry, Duration.ZERO);
        this.feed = new RejectFeed(
                consumer,
                registry,
                publishers,
                ledger,
                new RejectFeed.Options(since.toEpochMilli(), Long.MAX_VALUE, true),
                () -> false);
    }

    /** Connects, and reads nothing yet. It accepts the settings file of the processor, which judges as this command. */
    static RejectsSession open(SettingsOptions options, Instant since) {
        Settings settings = options.resolve(ProcessorSettings.definition());
        return new RejectsSession(settings.asInsteadOf(Principals.PROCESSOR, Principals.REJECTS), since);
    }

    /** Reads rejects, outcomes and, as far as they may heal a reject, movements to their present ends. */
    RejectsSession refresh() {
        feed.refresh();
        return this;
    }

    /** @throws RejectsException if the topic of outcomes does not exist */
    void requireOutcomes() {
        if (!consumer.listTopics().containsKey(TopicCatalogue.REJECT_OUTCOMES)) {
            throw new RejectsException("topic " + TopicCatalogue.REJECT_OUTCOMES
                    + " does not exist; create it with: corridor topics --apply");
        }
    }

    RejectLedger ledger() {
        return ledger;
    }

    Settings settings() {
        return settings;
    }

    Registry registry() {
        return registry;
    }

    /** The schemas of publishers. An id that the registry does not have is refused at once. */
    WriterSchemas schemas() {
        return schemas;
    }

    /** The admission of the pipeline, with the publishers of these settings. */
    Admission admission() {
        return new Admission(schemas, publishers);
    }

    /** The records of rejects, by their places. One that has expired meanwhile is missing. */
    Map<String, ConsumerRecord<byte[], byte[]>> records(Collection<RejectEntry> rejects) {
        Map<Integer, SortedSet<Long>> wanted = new HashMap<>();
        for (RejectEntry entry : rejects) {
            wanted.computeIfAbsent(entry.reject().partition(), any -> new TreeSet<>())
                    .add(entry.reject().offset());
        }
        Map<String, ConsumerRecord<byte[], byte[]>> found = new HashMap<>();
        wanted.forEach((partition, offsets) -> read(partition, offsets, found));
        return found;
    }

    private void read(int number, SortedSet<Long> offsets, Map<String, ConsumerRecord<byte[], byte[]>> found) {
        TopicPartition partition = new TopicPartition(TopicCatalogue.REJECTED, number);
        consumer.assign(List.of(partition));
        consumer.seek(partition, offsets.first());
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (consumer.position(partition) <= offsets.last()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (offsets.contains(record.offset())) {
                    found.put(record.partition() + "/" + record.offset(), record);
                }
                deadline = System.nanoTime() + MAX_WAIT.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new RejectsException("no record of " + partition + " came for " + MAX_WAIT.toSeconds()
                        + " s after offset " + consumer.position(partition) + "; check the brokers, and try again");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
        registry.close();
    }
}

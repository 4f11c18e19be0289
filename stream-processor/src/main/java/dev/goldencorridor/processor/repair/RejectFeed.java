package dev.goldencorridor.processor.repair;

import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills a ledger from the topics. It reads the input topics only while a reject may be healed, from the reception of
 * the earliest such record. The admission of the pipeline judges each record there. For one thread.
 */
public final class RejectFeed {
    /** Records with these faults have no event. */
    private static final Set<String> UNDECODABLE = Set.of(
            RejectReason.NULL_VALUE.name(),
            RejectReason.TOO_LARGE.name(),
            RejectReason.NOT_WIRE_FORMAT.name(),
            RejectReason.UNREADABLE_SCHEMA.name(),
            RejectReason.MALFORMED.name());

    private final Consumer<byte[], byte[]> consumer;
    private final PartitionTails tails;
    private final Admission admission;
    private final WireDeserializer<TrainMovement> movements;
    private final WireDeserializer<RejectOutcome> outcomes;
    private final RejectLedger ledger;
    private final Options options;

    /**
     * What a feed reads.
     *
     * @param since rejects before it are left out, milliseconds since 1970-01-01T00:00Z
     * @param maxInputRecords the most records of input topics that one refresh reads
     * @param keepsMessages whether the ledger keeps the messages, which may be long
     */
    public record Options(long since, long maxInputRecords, boolean keepsMessages) {}

    /**
     * @param consumer reads committed records, without a group; it remains the caller's
     * @param closing whether to stop reading
     */
    public RejectFeed(
            Consumer<byte[], byte[]> consumer,
            Registry registry,
            PublisherCatalogue publishers,
            RejectLedger ledger,
            Options options,
            BooleanSupplier closing) {
        OwnTopicSchemas schemas = new OwnTopicSchemas(registry, Duration.ZERO);
        this.consumer = consumer;
        this.tails = new PartitionTails(consumer, closing);
        this.admission = new Admission(schemas, publishers);
        this.movements = new WireDeserializer<>(schemas, TrainMovement.getClassSchema());
        this.outcomes = new WireDeserializer<>(schemas, RejectOutcome.getClassSchema());
        this.ledger = ledger;
        this.options = options;
    }

    /**
     * Reads all topics to their present ends.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if the registry does not answer
     */
    public void refresh() {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        tails.read(
                partitions(topics, TopicCatalogue.REJECTED::equals),
                from(options.since),
                Long.MAX_VALUE,
                this::addReject);
        // After the rejects, so that no reject is shown as open whose outcome is there already.
        tails.read(
                partitions(topics, TopicCatalogue.REJECT_OUTCOMES::equals),
                unread -> Map.of(),
                Long.MAX_VALUE,
                this::addOutcome);
        Collection<TopicPartition> inputs =
                partitions(topics, topic -> topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX));
        OptionalLong oldest = ledger.oldestUnhealed();
        if (oldest.isEmpty()) {
            tails.forget(inputs);
        } else {
            tails.read(inputs, from(oldest.getAsLong()), options.maxInputRecords, this::heal);
        }
    }

    private void addReject(ConsumerRecord<byte[], byte[]> record) {
        if (record.timestamp() < options.since) {
            return;
        }
        Reject.of(record, eventId(record))
                .map(reject -> options.keepsMessages ? reject : reject.withoutMessage())
                .ifPresent(ledger::add);
    }

    /** Null if the record has no event, or cannot be decoded. */
    private UUID eventId(ConsumerRecord<byte[], byte[]> record) {
        String topic = RejectHeaders.text(record.headers(), RejectHeaders.TOPIC);
        if (!topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX)
                || UNDECODABLE.contains(RejectHeaders.text(record.headers(), RejectHeaders.REASON))) {
            return null;
        }
        try {
            return movements.deserialize(topic, record.value()).getEventId();
        } catch (UndecodableException e) {
            return null;
        }
    }

    private void addOutcome(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            ledger.decide(
                    new String(record.key(), StandardCharsets.UTF_8),
                    record.value() == null ? null : outcomes.deserialize(record.topic(), record.value()));
        }
    }

    private void heal(ConsumerRecord<byte[], byte[]> record) {
        if (admission.judge(record.topic(), record.key(), record.value(), record.timestamp())
                        instanceof Admission.Admitted admitted
                && ledger.mayHeal(admitted.movement().getEventId())) {
            ledger.accepted(
                    admitted.movement().getEventId(),
                    new RejectId(record.topic(), record.partition(), record.offset()),
                    record.timestamp());
        }
    }

    /** The offsets of the first records since a time; the ends of partitions that have none. */
    private Function<Collection<TopicPartition>, Map<TopicPartition, Long>> from(long millis) {
        return partitions -> {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, Math.max(0, millis)));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(partitions));
            found.forEach((partition, offset) -> {
                if (offset != null) {
                    starts.put(partition, offset.offset());
                }
            });
            return starts;
        };
    }

    private static Collection<TopicPartition> partitions(
            Map<String, List<PartitionInfo>> topics, Predicate<String> isChosen) {
        return topics.entrySet().stream()
                .filter(topic -> isChosen.test(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}

package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class AggregateLaneTest {
    private static final String KEY = "PORT/CNHRS/PT24H";
    private static final int NO_QUEUE = 0;

    private final Samples samples = new Samples();
    private final Lane trips = lane(samples.avro(AggregateRoute.TRIPS), new HashMap<>());

    @Test
    void aValueIsDeliveredWithItsKeyItsBytesAndItsPartition() {
        ConsumerRecord<byte[], byte[]> received = trips(0, Samples.trips(1, Samples.NOON, 1));
        trips.take(received);
        ProducerRecord<byte[], byte[]> outgoing = only(trips.due(1_000, NO_QUEUE));
        assertThat(outgoing.topic()).isEqualTo("ops.trips");
        assertThat(outgoing.partition()).isZero();
        assertThat(outgoing.key()).isEqualTo(received.key());
        assertThat(outgoing.value()).isEqualTo(received.value());
        assertThat(outgoing.timestamp()).isEqualTo(1_000);
        assertThat(trips.offsetToCommit()).hasValue(1);
    }

    @Test
    void aValueThatDiffersOnlyInTimeAndRevisionIsSkipped() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.take(trips(1, Samples.trips(1, Samples.NOON.plusSeconds(60), 2)));
        assertThat(trips.due(5_000, NO_QUEUE)).isEmpty();
        assertThat(trips.skippedUnchanged()).isOne();
        assertThat(trips.offsetToCommit()).hasValue(2);
    }

    @Test
    void aKeyThatReturnsToTheDeliveredContentIsNotDelivered() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.take(trips(1, Samples.trips(2, Samples.NOON, 2)));
        assertThat(trips.due(1_010, NO_QUEUE)).isEmpty();
        assertThat(trips.offsetToCommit()).hasValue(1);
        trips.take(trips(2, Samples.trips(1, Samples.NOON, 3)));
        assertThat(trips.due(9_000, NO_QUEUE)).isEmpty();
        assertThat(trips.offsetToCommit()).hasValue(3);
    }

    @Test
    void whatAnAbortedTransactionDeliveredIsDeliveredAgain() {
        deliverThenAbort();
        assertThat(trips.offsetToCommit()).isEmpty();
        trips.take(trips(1, Samples.trips(2, Samples.NOON, 2)));
        assertThat(trips.due(9_000, NO_QUEUE)).hasSize(1);
        assertThat(trips.offsetToCommit()).hasValue(2);
    }

    @Test
    void whatWasThereBeforeAnAbortedTransactionIsStillThere() {
        deliverThenAbort();
        trips.take(trips(1, Samples.trips(1, Samples.NOON, 3)));
        assertThat(trips.due(9_000, NO_QUEUE)).isEmpty();
        assertThat(trips.skippedUnchanged()).isOne();
    }

    /** One trip is downstream; two trips and a deletion are in transactions that are aborted. */
    private void deliverThenAbort() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.committed(1);
        trips.take(trips(1, Samples.trips(2, Samples.NOON, 2)));
        assertThat(trips.due(5_000, NO_QUEUE)).hasSize(1);
        trips.take(Samples.received("corridor.trips", 2, KEY, null));
        assertThat(trips.due(9_000, NO_QUEUE)).hasSize(1);
        trips.take(trips(3, Samples.trips(4, Samples.NOON, 3)));
        trips.rewind();
    }

    @Test
    void theClockIsNeverSkipped() {
        Lane clock = lane(samples.avro(AggregateRoute.CLOCK), new HashMap<>());
        byte[] value = samples.bytes(Samples.clock(Samples.NOON));
        clock.take(Samples.received("corridor.clock", 0, "corridor", value));
        assertThat(clock.due(1_000, NO_QUEUE)).hasSize(1);
        clock.take(Samples.received("corridor.clock", 1, "corridor", value));
        assertThat(clock.due(2_000, NO_QUEUE)).hasSize(1);
    }

    @Test
    void aDeletionIsDeliveredAndTheSameValueAfterItToo() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.take(Samples.received("corridor.trips", 1, KEY, null));
        assertThat(only(trips.due(2_000, NO_QUEUE)).value()).isNull();
        trips.take(trips(2, Samples.trips(1, Samples.NOON, 2)));
        assertThat(trips.due(3_000, NO_QUEUE)).hasSize(1);
    }

    @Test
    void aDeletionThatComesAgainAfterAFailureIsNotDeliveredAgain() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.committed(1);
        trips.take(otherKey(1, Samples.trips(1, Samples.NOON, 1)));
        trips.due(2_000, NO_QUEUE);
        // The second value of the other key waits for its interval, so the offset stays there.
        trips.take(otherKey(2, Samples.trips(2, Samples.NOON, 2)));
        trips.take(Samples.received("corridor.trips", 3, KEY, null));
        assertThat(only(trips.due(2_001, NO_QUEUE)).value()).isNull();
        assertThat(trips.completedOffset()).hasValue(2);
        trips.committed(2);
        trips.rewind();

        trips.take(otherKey(2, Samples.trips(2, Samples.NOON, 2)));
        trips.take(Samples.received("corridor.trips", 3, KEY, null));
        assertThat(trips.all(3_000))
                .extracting(ProducerRecord::value)
                .doesNotContainNull()
                .hasSize(1);
    }

    @Test
    void aDeletionDropsAValueThatWaits() {
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.take(Samples.received("corridor.trips", 1, KEY, null));
        assertThat(trips.due(1_000, NO_QUEUE)).isEmpty();
        assertThat(trips.completedOffset()).hasValue(2);
    }

    @Test
    void aValueInTheOtherFormatIsDeleted() {
        Map<Bytes, Digest> downstream =
                new HashMap<>(Map.of(Bytes.wrap(KEY.getBytes(StandardCharsets.UTF_8)), DeliveredContent.UNREADABLE));
        Lane lane = lane(samples.avro(AggregateRoute.TRIPS), downstream);
        lane.take(Samples.received("corridor.trips", 0, KEY, null));
        assertThat(only(lane.due(1_000, NO_QUEUE)).value()).isNull();
    }

    @Test
    void aValueThatIsAlreadyDownstreamIsSkippedInBothFormats() {
        for (AggregateDeliveryRoute route :
                List.of(samples.avro(AggregateRoute.TRIPS), samples.json(AggregateRoute.TRIPS))) {
            Lane first = lane(route, new HashMap<>());
            first.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
            byte[] downstream = only(first.due(1_000, NO_QUEUE)).value();
            Digest content = route.format().contentOf(downstream).orElseThrow();
            Lane second = lane(route, new HashMap<>(Map.of(Bytes.wrap(KEY.getBytes(StandardCharsets.UTF_8)), content)));
            second.take(trips(0, Samples.trips(1, Samples.NOON.plusSeconds(1), 2)));
            assertThat(second.due(1_000, NO_QUEUE)).isEmpty();
        }
    }

    @Test
    void aValueInTheOtherFormatCountsAsNotDelivered() {
        AggregateDeliveryRoute avro = samples.avro(AggregateRoute.TRIPS);
        AggregateDeliveryRoute json = samples.json(AggregateRoute.TRIPS);
        assertThat(json.format().contentOf(samples.bytes(Samples.trips(1, Samples.NOON, 1))))
                .isEqualTo(Optional.empty());
        assertThat(avro.format().contentOf(AggregateJson.of(Samples.trips(1, Samples.NOON, 1))))
                .isEqualTo(Optional.empty());
    }

    @Test
    void jsonIsDeliveredAsACloudEvent() {
        Lane json = lane(samples.json(AggregateRoute.TRIPS), new HashMap<>());
        json.take(trips(42, Samples.trips(1, Samples.NOON, 1)));
        ProducerRecord<byte[], byte[]> outgoing = only(json.due(1_000, NO_QUEUE));
        assertThat(new String(outgoing.value(), StandardCharsets.UTF_8)).startsWith("{\"dimension\":\"PORT\"");
        assertThat(headers(outgoing))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", Samples.TOPIC_ID + "/0/42",
                        "ce_source", "/corridor.trips",
                        "ce_type", "dev.goldencorridor.schemas.TripCounts",
                        "ce_subject", KEY,
                        "ce_time", "2025-10-01T12:00:00Z",
                        "content-type", "application/json"));
    }

    @Test
    void undecodableRecordsAreRejectedAndTheDeliveryContinues() {
        trips.take(Samples.received("corridor.trips", 0, KEY, new byte[] {9, 9}));
        trips.take(Samples.received("corridor.trips", 1, null, new byte[] {0}));
        trips.take(trips(2, Samples.trips(1, Samples.NOON, 1)));
        List<ProducerRecord<byte[], byte[]>> outgoing = trips.due(1_000, NO_QUEUE);
        assertThat(outgoing)
                .extracting(ProducerRecord::topic)
                .containsExactlyInAnyOrder("ops.trips", TopicCatalogue.REJECTED, TopicCatalogue.REJECTED);
        ProducerRecord<byte[], byte[]> rejected = outgoing.stream()
                .filter(record -> record.topic().equals(TopicCatalogue.REJECTED))
                .findFirst()
                .orElseThrow();
        assertThat(rejected.value()).containsExactly(9, 9);
        assertThat(headers(rejected))
                .containsEntry("corridor.reject.reason", "NOT_WIRE_FORMAT")
                .containsEntry("corridor.reject.topic", "corridor.trips")
                .containsEntry("corridor.reject.partition", "0")
                .containsEntry("corridor.reject.offset", "0")
                .containsKeys("corridor.reject.message", "corridor.reject.exception");
        assertThat(trips.rejections()).isEqualTo(2);
        assertThat(trips.offsetToCommit()).hasValue(3);
    }

    @Test
    void nothingIsCommittedTwice() {
        assertThat(trips.offsetToCommit()).isEmpty();
        trips.take(trips(0, Samples.trips(1, Samples.NOON, 1)));
        trips.due(1_000, NO_QUEUE);
        trips.committed(1);
        assertThat(trips.offsetToCommit()).isEmpty();
    }

    private ConsumerRecord<byte[], byte[]> trips(long offset, SpecificRecord aggregate) {
        return Samples.received("corridor.trips", offset, KEY, samples.bytes(aggregate));
    }

    private static Lane lane(AggregateDeliveryRoute route, Map<Bytes, Digest> delivered) {
        return route.open(Samples.TOPIC_ID, delivered);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private ConsumerRecord<byte[], byte[]> otherKey(long offset, SpecificRecord value) {
        return Samples.received("corridor.trips", offset, "PORT/CNAKL/PT1H", samples.bytes(value));
    }

    private static ProducerRecord<byte[], byte[]> only(List<ProducerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}

package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class DeliveredContentTest {
    private static final TopicPartition TRIPS = new TopicPartition("ops.trips", 0);

    private final LogReader.Log log = new LogReader.Log();
    private final OneLetter format = new OneLetter();

    @Test
    void theContentOfAKeyIsThatOfItsLastValue() {
        add("a", "x");
        add("b", "y");
        add("a", "z");
        assertThat(read()).containsExactlyInAnyOrderEntriesOf(Map.of(key("a"), digest("z"), key("b"), digest("y")));
        assertThat(format.decoded).containsExactlyInAnyOrder("y", "z");
    }

    @Test
    void aDeletedKeyIsAbsentAndComesBackWithTheNextValue() {
        add("a", "x");
        add("a", null);
        add("b", "x");
        add("b", null);
        add("b", "y");
        assertThat(read()).containsExactly(Map.entry(key("b"), digest("y")));
    }

    @Test
    void aValueInAnotherFormatIsThereButEqualsNone() {
        add("a", "unreadable");
        assertThat(read()).containsExactly(Map.entry(key("a"), DeliveredContent.UNREADABLE));
    }

    @Test
    void manyKeysAreDecodedOnTheWay() {
        for (int number = 0; number < 10_000; number++) {
            add("k" + number, "x");
        }
        add("k7", "y");
        add("k8", null);
        assertThat(read())
                .hasSize(9_999)
                .containsEntry(key("k7"), digest("y"))
                .containsEntry(key("k9"), digest("x"))
                .doesNotContainKey(key("k8"));
    }

    private Map<Bytes, Digest> read() {
        CommittedReader reader = new CommittedReader(() -> new LogReader(log), log::ends, () -> false);
        return new DeliveredContent(reader).read(Map.of(TRIPS, format)).get(TRIPS);
    }

    private void add(String key, String value) {
        log.add(TRIPS, key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes key(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }

    private static Digest digest(String value) {
        return Digest.of(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Values of this format have one letter. */
    private static final class OneLetter implements DownstreamFormat {
        private final List<String> decoded = new ArrayList<>();

        @Override
        public byte[] value(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate) {
            return received.value();
        }

        @Override
        public void describe(SourceRecord source, SpecificRecord aggregate, Headers headers) {
            // A value describes itself.
        }

        @Override
        public Optional<Digest> contentOf(byte[] delivered) {
            decoded.add(new String(delivered, StandardCharsets.UTF_8));
            return delivered.length == 1 ? Optional.of(Digest.of(delivered)) : Optional.empty();
        }
    }
}

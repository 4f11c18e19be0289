package dev.goldencorridor.processor.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.health.Health;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfirmedLagsTest {
    private static final TopicPartition A = new TopicPartition("movements.a", 0);
    private static final TopicPartition B = new TopicPartition("movements.b", 0);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);

    private final BrokerOfTwo kafka = new BrokerOfTwo();
    private final AtomicLong nanoTime = new AtomicLong();
    private final ConfirmedLags lags = new ConfirmedLags(kafka, nanoTime::get);

    /** A consumer that knows the ends of its last fetch, as Kafka's own does. Its partitions are read up to 5. */
    private static final class BrokerOfTwo extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, Long> fetchedEnds = new HashMap<>(Map.of(A, 5L, B, 5L));
        private final Map<TopicPartition, Long> ends = new HashMap<>(fetchedEnds);
        private boolean isAway;
        private int requests;

        BrokerOfTwo() {
            super("earliest");
        }

        @Override
        public synchronized OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.of(fetchedEnds.get(partition) - position(partition));
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
            requests++;
            if (isAway) {
                throw new TimeoutException("the broker is away");
            }
            partitions.forEach(partition -> fetchedEnds.put(partition, ends.get(partition)));
            return fetchedEnds;
        }
    }

    @BeforeEach
    void readAll() {
        kafka.assign(List.of(A, B));
        kafka.seek(A, 5);
        kafka.seek(B, 5);
    }

    @Test
    void recordsThatCameAfterTheLastFetchAreALag() {
        Consumer<byte[], byte[]> consumer = InputConsumer.of(
                kafka,
                () -> new ReadableInputs(Set.of("movements.a", "movements.b"), Set.of()),
                new UnreadablePartitions(),
                new Health(nanoTime::get).heartbeat("process/StreamThread-1", MAX_SILENCE));
        kafka.ends.put(A, 1_005L);
        assertThat(kafka.currentLag(A)).hasValue(0);
        assertThat(consumer.currentLag(A)).hasValue(1_000);
        assertThat(consumer.currentLag(B)).hasValue(0);
    }

    @Test
    void oneRequestConfirmsAllPartitionsForASecond() {
        assertThat(lags.lag(A)).hasValue(0);
        assertThat(lags.lag(B)).hasValue(0);
        nanoTime.addAndGet(ConfirmedLags.MAX_AGE_NANOS - 1);
        kafka.ends.put(A, 7L);
        assertThat(lags.lag(A)).hasValue(0);
        assertThat(kafka.requests).isEqualTo(1);
        nanoTime.incrementAndGet();
        assertThat(lags.lag(A)).hasValue(2);
        assertThat(kafka.requests).isEqualTo(2);
    }

    @Test
    void aKnownLagNeedsNoRequest() {
        kafka.seek(A, 3);
        assertThat(lags.lag(A)).hasValue(2);
        assertThat(kafka.requests).isZero();
    }

    @Test
    void noLagIsKnownWhileTheBrokerIsAway() {
        kafka.isAway = true;
        assertThat(lags.lag(A)).isEmpty();
        assertThat(lags.lag(B)).isEmpty();
        assertThat(kafka.requests)
                .as("one wait in a second, for all partitions")
                .isEqualTo(1);
        kafka.isAway = false;
        nanoTime.addAndGet(ConfirmedLags.MAX_AGE_NANOS);
        assertThat(lags.lag(A)).hasValue(0);
    }
}

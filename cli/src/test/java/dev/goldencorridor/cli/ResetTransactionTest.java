package dev.goldencorridor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ResetTransactionTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("corridor-processor.-rolling-changelog", 1);
    private static final Map<TopicPartition, OffsetAndMetadata> POSITIONS =
            Map.of(new TopicPartition("movements.khorgos", 1), new OffsetAndMetadata(0));

    private static final ConsumerGroupMetadata GROUP = new MockConsumer<byte[], byte[]>("none").groupMetadata();

    private final SlowBrokers producer = new SlowBrokers();

    @Test
    void deletionsAndOffsetsAreCommittedTogether() {
        try (ResetTransaction reset = begin()) {
            reset.write(CHANGELOG, "key".getBytes(UTF_8), null);
            assertThat(producer.history()).isEmpty();
            assertThat(reset.commit(POSITIONS)).isTrue();
        }
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(1);
            assertThat(record.value()).isNull();
        });
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of(GROUP.groupId(), POSITIONS));
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void anUnansweredCommitIsRetried() {
        producer.unanswered = 3;
        try (ResetTransaction reset = begin()) {
            reset.write(CHANGELOG, "key".getBytes(UTF_8), null);
            assertThat(reset.commit(POSITIONS)).isTrue();
        }
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void aCommitThatIsNeverAnsweredIsNeitherConfirmedNorAborted() {
        producer.unanswered = Integer.MAX_VALUE;
        try (ResetTransaction reset = begin()) {
            assertThat(reset.commit(POSITIONS)).isFalse();
        }
        assertThat(producer.isAbortAsked).isFalse();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void aRefusedCommitHasChangedNothing() {
        try (ResetTransaction reset = begin()) {
            producer.commitTransactionException = new InvalidTxnStateException("timed out");
            assertThatThrownBy(() -> reset.commit(POSITIONS))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("nothing was changed");
        }
        assertThat(producer.isAbortAsked).isTrue();
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void offsetsThatTheBrokersDoNotTakeHaveChangedNothing() {
        try (ResetTransaction reset = begin()) {
            producer.sendOffsetsToTransactionException = new TimeoutException("no coordinator");
            assertThatThrownBy(() -> reset.commit(POSITIONS)).hasMessageContaining("nothing was changed");
        }
        assertThat(producer.transactionAborted()).isTrue();
    }

    private ResetTransaction begin() {
        return new ResetTransaction(producer, GROUP);
    }

    /** Like a real producer, it refuses to abort a commit with an unknown outcome. */
    private static final class SlowBrokers extends MockProducer<byte[], byte[]> {
        private int unanswered;
        private boolean isUnknown;
        private boolean isAbortAsked;

        SlowBrokers() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void commitTransaction() {
            if (unanswered > 0) {
                unanswered--;
                isUnknown = true;
                throw new TimeoutException("the coordinator did not answer");
            }
            isUnknown = false;
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            isAbortAsked = true;
            if (isUnknown) {
                throw new IllegalStateException("commitTransaction timed out and must be retried");
            }
            super.abortTransaction();
        }
    }
}

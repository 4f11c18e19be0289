package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.Delivery;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SinkLoopTest extends SinkLoopFixture {
    @Test
    void aValueIsDeliveredTogetherWithItsOffset() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).hasSize(1);
        assertThat(committed(producer)).isEqualTo(1);
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void heldValuesAreDeliveredAtTheEnd() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> {
            arrives(1, 2);
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(2);
        assertThat(committed(producer)).isEqualTo(2);
    }

    @Test
    void aFencedProducerIsReplacedAndDeliveryResumesFromTheCommittedOffset() {
        MockProducer<byte[], byte[]> fenced = producer();
        MockProducer<byte[], byte[]> successor = producer();
        firstPoll(() -> {
            arrives(0, 1);
            fenced.fenceProducer();
        });
        nextPollBringsTheValueAgainThenClose();
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(fenced.closed()).isTrue();
        assertThat(fenced.history()).isEmpty();
        assertThat(successor.history()).hasSize(1);
        assertThat(committed(successor)).isEqualTo(1);
    }

    @Test
    void afterAFailedCommitTheTransactionIsAbortedAndRepeated() {
        MockProducer<byte[], byte[]> producer = producer();
        producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> producer.commitTransactionException = null);
        nextPollBringsTheValueAgainThenClose();
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void downstreamIsNotReadAgainAfterAnAbortedTransaction() {
        assertThat(readsAfter(new CommitFailedException("the group rebalances"), producer()))
                .isZero();
    }

    @Test
    void downstreamIsReadAgainIfNobodyKnowsWhetherATransactionWasAborted() {
        MockProducer<byte[], byte[]> producer = producer();
        producer();
        producer.abortTransactionException = new TimeoutException("the coordinator does not answer");
        assertThat(readsAfter(new TimeoutException("the coordinator does not answer"), producer))
                .isPositive();
    }

    /** How often downstream is read after the second transaction has failed. */
    private int readsAfter(RuntimeException failure, MockProducer<byte[], byte[]> producer) {
        firstPoll(() -> {
            consumer.commitSync(Map.of(TRIPS, new OffsetAndMetadata(1), DELAYS, new OffsetAndMetadata(0)));
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {});
        int[] reads = new int[2];
        consumer.schedulePollTask(() -> {
            reads[0] = log.reads();
            producer.sendOffsetsToTransactionException = failure;
            arrives("HUB/CNXAG/PT1H", 1, 5);
        });
        consumer.schedulePollTask(() -> {
            producer.sendOffsetsToTransactionException = null;
            positions.add(consumer.position(TRIPS));
            arrives("HUB/CNXAG/PT1H", 1, 5);
        });
        consumer.schedulePollTask(() -> {
            reads[1] = log.reads();
            closing.countDown();
        });
        run();
        assertThat(positions).containsExactly(1L);
        return reads[1] - reads[0];
    }

    @Test
    void aRetryStartsAtTheLastCommittedOffsetNotAtTheBeginning() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPoll(() -> {
            consumer.commitSync(Map.of(TRIPS, new OffsetAndMetadata(7)));
            consumer.seek(TRIPS, 7);
            producer.sendOffsetsToTransactionException = new TimeoutException("the coordinator does not answer");
            arrives(7, 1);
        });
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(positions).containsExactly(7L);
    }

    @Test
    void aValueThatIsAlreadyDownstreamIsNotDeliveredAgainButItsOffsetIsCommitted() {
        MockProducer<byte[], byte[]> producer = producer();
        log.add(OPS_TRIPS, KEY, samples.bytes(Samples.trips(1, Samples.NOON, 1)));
        log.add(TRIPS, KEY, samples.bytes(Samples.trips(1, Samples.NOON, 1)));
        firstPollBringsOneValue();
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).isEmpty();
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void heldValuesOfARevokedPartitionAreLeftToItsNextOwner() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> arrives(1, 2));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(1);
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void aRefusalOfTheBrokersEndsTheSink() {
        producer().sendOffsetsToTransactionException = new TopicAuthorizationException("not allowed");
        firstPollBringsOneValue();
        assertThatThrownBy(this::run).isInstanceOf(TopicAuthorizationException.class);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void anInstanceThatLostItsPartitionsIsFencedEvenWhereNoOffsetMoves() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> {
            // Held for the interval, so the offset to commit stays 1, which is committed already.
            arrives(1, 2);
            arrives("HUB/CNXAG/PT1H", 2, 5);
            // The partition has another owner now, so the group coordinator refuses offsets from this instance.
            producer.sendOffsetsToTransactionException = new CommitFailedException("unknown member");
        });
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void everyTransactionWithRecordsCommitsTheOffsetsOfAllPartitions() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> {
            arrives(1, 2);
            arrives("HUB/CNXAG/PT1H", 2, 5);
        });
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(2);
        assertThat(producer.consumerGroupOffsetsHistory()).hasSize(2).allSatisfy(groups -> assertThat(
                        groups.values().iterator().next())
                .containsEntry(TRIPS, new OffsetAndMetadata(1))
                .containsEntry(DELAYS, new OffsetAndMetadata(0)));
    }

    /** Only the deprecated constructor makes the metadata of an instance that is not a member of its group. */
    @SuppressWarnings("removal")
    @Test
    void withoutAMembershipOfTheGroupNothingIsWritten() {
        MockProducer<byte[], byte[]> producer = producer();
        Delivery delivery = new Delivery(producers::remove);
        List<ProducerRecord<byte[], byte[]>> records = List.of(new ProducerRecord<>("ops.trips", new byte[1]));
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(TRIPS, new OffsetAndMetadata(1));
        assertThatThrownBy(() -> delivery.deliver(records, offsets, new ConsumerGroupMetadata("corridor-sink")))
                .isInstanceOf(CommitFailedException.class);
        assertThatThrownBy(() -> delivery.deliver(records, Map.of(), consumer.groupMetadata()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void theSinkIsReadyWhileItDeliversAndLiveWhileItRetries() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPollBringsOneValue();
        consumer.schedulePollTask(() -> {
            assertThat(health.ready().isUp()).isTrue();
            producer.commitTransactionException = new TimeoutException("no broker answers");
            arrives("HUB/CNXAG/PT1H", 1, 5);
        });
        consumer.schedulePollTask(() -> {
            assertThat(health.ready().toJson()).contains("retrying after a failure");
            assertThat(health.live().isUp()).isTrue();
            producer.commitTransactionException = null;
        });
        consumer.schedulePollTask(() -> {
            assertThat(health.ready().isUp()).isTrue();
            closing.countDown();
        });
        run();
    }

    private void nextPollBringsTheValueAgainThenClose() {
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            arrives(0, 1);
        });
        consumer.schedulePollTask(closing::countDown);
    }
}

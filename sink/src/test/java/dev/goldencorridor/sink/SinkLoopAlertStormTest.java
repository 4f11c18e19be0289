package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A storm of alerts must not hold up the aggregates. */
@Timeout(30)
class SinkLoopAlertStormTest extends SinkLoopFixture {
    @Test
    void tripCountsAreInEveryTransactionOfAStormOfAlerts() {
        MockProducer<byte[], byte[]> producer = producer();
        List<Integer> ends = new ArrayList<>();
        firstPoll(() -> {
            alerts(0, 1_200);
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            assertThat(consumer.paused()).containsExactly(DELAYS);
            assertThat(committed(producer, DELAYS)).isEqualTo(500);
            arrives("HUB/CNXAG/PT1H", 1, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            arrives("HUB/CNCDU/PT1H", 2, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            assertThat(consumer.paused()).isEmpty();
            closing.countDown();
        });
        run();
        assertThat(transactions(producer, ends)).hasSize(3).allSatisfy(transaction -> assertThat(transaction)
                .contains("ops.trips")
                .hasSizeLessThanOrEqualTo(501));
        assertThat(producer.history()).hasSize(1_203);
        assertThat(committed(producer, DELAYS)).isEqualTo(1_200);
    }

    @Test
    void whileOnePartitionOfAlertsHasAQueueAllOfThemArePaused() {
        MockProducer<byte[], byte[]> producer = producer();
        TopicPartition other = new TopicPartition(DELAYS.topic(), 1);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TRIPS, DELAYS, other));
            consumer.updateBeginningOffsets(Map.of(TRIPS, 0L, DELAYS, 0L, other, 0L));
            alerts(0, 600);
        });
        consumer.schedulePollTask(() -> assertThat(consumer.paused()).containsExactlyInAnyOrder(DELAYS, other));
        consumer.schedulePollTask(() -> {
            assertThat(consumer.paused()).isEmpty();
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(600);
    }

    @Test
    void queuedAlertsAreLeftToTheNextOwnerOfTheirPartition() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPoll(() -> alerts(0, 1_200));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(500);
        assertThat(committed(producer, DELAYS)).isEqualTo(500);
    }

    @Test
    void queuedAlertsAreDeliveredAtTheEnd() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPoll(() -> alerts(0, 1_200));
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).hasSize(1_200);
        assertThat(committed(producer, DELAYS)).isEqualTo(1_200);
    }

    @Test
    void afterAFailureAlertsAreDeliveredAgainFromTheCommittedOffset() {
        MockProducer<byte[], byte[]> producer = producer();
        firstPoll(() -> {
            consumer.commitSync(Map.of(DELAYS, new OffsetAndMetadata(0)));
            producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
            alerts(0, 700);
        });
        consumer.schedulePollTask(() -> {
            producer.commitTransactionException = null;
            positions.add(consumer.position(DELAYS));
            assertThat(consumer.paused()).isEmpty();
            alerts(0, 700);
        });
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(700);
        assertThat(committed(producer, DELAYS)).isEqualTo(700);
    }

    /** The topic of each record, one list a transaction. */
    private static List<List<String>> transactions(MockProducer<byte[], byte[]> producer, List<Integer> ends) {
        List<List<String>> transactions = new ArrayList<>();
        int begin = 0;
        for (int end : ends) {
            transactions.add(producer.history().subList(begin, end).stream()
                    .map(ProducerRecord::topic)
                    .toList());
            begin = end;
        }
        return transactions;
    }
}

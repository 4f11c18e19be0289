package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that reads only fit input topics. It restricts the pattern to which Streams subscribes, and pauses the
 * partitions of withheld topics. Their offsets do not move, so no record is lost when the topic is mended. It also
 * pauses a partition with a record batch that Kafka's client cannot read.
 *
 * <p>It runs on the stream thread that owns the consumer. It is a proxy rather than a class, since the interface has
 * some fifty methods of which it changes seven.
 */
final class InputConsumer implements InvocationHandler {
    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<ReadableInputs> inputs;
    private final Heartbeat heartbeat;
    private final UnreadablePartitions unreadable;
    private final ConfirmedLags lags;
    private final Set<TopicPartition> pausedByStreams = new HashSet<>();
    /** For the next turn. Not empty between two turns only if a poll threw an exception. */
    private PolledRecords polled = new PolledRecords();

    private ReadableInputs applied;
    private Pattern pattern;
    private ConsumerRebalanceListener listener;

    private InputConsumer(
            Consumer<byte[], byte[]> consumer,
            Supplier<ReadableInputs> inputs,
            UnreadablePartitions unreadable,
            Heartbeat heartbeat) {
        this.consumer = consumer;
        this.inputs = inputs;
        this.unreadable = unreadable;
        this.heartbeat = heartbeat;
        this.lags = new ConfirmedLags(consumer, System::nanoTime);
        this.applied = inputs.get();
    }

    /**
     * @param inputs supplies the topics to read; a new object only when they have changed
     * @param unreadable those of all consumers of this process
     * @param heartbeat beats in each poll
     */
    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> of(
            Consumer<byte[], byte[]> consumer,
            Supplier<ReadableInputs> inputs,
            UnreadablePartitions unreadable,
            Heartbeat heartbeat) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                InputConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new InputConsumer(consumer, inputs, unreadable, heartbeat));
    }

    @Override
    @SuppressWarnings({"unchecked", "StatementSwitchToExpressionSwitch"}) // Some cases return.
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object first = arguments == null ? null : arguments[0];
        switch (method.getName()) {
            case "subscribe":
                if (first instanceof Pattern all && arguments.length == 2) {
                    subscribe(all, (ConsumerRebalanceListener) arguments[1]);
                    return null;
                }
                break;
            case "unsubscribe":
                pattern = null;
                pausedByStreams.clear();
                polled = new PolledRecords();
                break;
            case "poll":
                if (first instanceof Duration atMost) {
                    return poll(atMost);
                }
                break;
            case "pause":
                pausedByStreams.addAll((Collection<TopicPartition>) first);
                break;
            case "resume":
                resume((Collection<TopicPartition>) first);
                return null;
            case "seek":
                polled.drop(Set.of((TopicPartition) first));
                break;
            case "seekToBeginning", "seekToEnd":
                polled.drop((Collection<TopicPartition>) first);
                break;
            case "currentLag":
                // In a replay, tasks wait for partitions that have records to fetch. A withheld partition fetches none.
                return isWithheld((TopicPartition) first) ? OptionalLong.of(0) : lags.lag((TopicPartition) first);
            default:
                break;
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void subscribe(Pattern all, ConsumerRebalanceListener streams) {
        heartbeat.beat();
        pattern = all;
        listener = new WithholdingListener(streams);
        applied = inputs.get();
        consumer.subscribe(applied.restrict(pattern, TopicCatalogue.MOVEMENTS_PREFIX), listener);
    }

    @SuppressWarnings("ReferenceEquality") // The monitor publishes a new object only after a change.
    private ConsumerRecords<byte[], byte[]> poll(Duration atMost) {
        heartbeat.beat();
        ReadableInputs now = inputs.get();
        if (now != applied && pattern != null) {
            apply(now);
        }
        // Streams polls once, then commits if it is time. If a commit takes long, there is one for each poll, so a poll
        // must return more than a few records.
        ConsumerRecords<byte[], byte[]> last = pollFew(atMost);
        polled.add(last);
        while (!last.isEmpty() && !polled.isFull()) {
            last = pollFew(Duration.ZERO);
            polled.add(last);
        }
        PolledRecords turn = polled;
        polled = new PolledRecords();
        return turn.all();
    }

    /** The headers of a record may take megabytes of heap, so they are dropped after each few records. */
    private ConsumerRecords<byte[], byte[]> pollFew(Duration atMost) {
        try {
            return ForeignHeaders.dropFrom(consumer.poll(atMost));
        } catch (KafkaException e) {
            TopicPartition partition = UnreadablePartitions.namedBy(e).orElseThrow(() -> e);
            unreadable.withhold(partition, consumer, e);
            return ConsumerRecords.empty();
        }
    }

    private void apply(ReadableInputs now) {
        ReadableInputs before = applied;
        applied = now;
        if (!now.subscribed().equals(before.subscribed())) {
            consumer.subscribe(now.restrict(pattern, TopicCatalogue.MOVEMENTS_PREFIX), listener);
        }
        withhold(consumer.assignment());
        List<TopicPartition> mended = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            if (before.withheld().contains(partition.topic())
                    && !isWithheld(partition)
                    && !pausedByStreams.contains(partition)) {
                mended.add(partition);
            }
        }
        consumer.resume(mended);
    }

    private void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        consumer.resume(
                partitions.stream().filter(partition -> !isWithheld(partition)).toList());
    }

    private void withhold(Collection<TopicPartition> assigned) {
        consumer.pause(assigned.stream().filter(this::isWithheld).toList());
    }

    private void withdraw(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        unreadable.removeAll(partitions);
        polled.drop(partitions);
    }

    private boolean isWithheld(TopicPartition partition) {
        return applied.withheld().contains(partition.topic()) || unreadable.contains(partition);
    }

    /**
     * Pauses withheld partitions within the rebalance that assigns them, since the same poll could return their
     * records.
     */
    private final class WithholdingListener implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener streams;

        WithholdingListener(ConsumerRebalanceListener streams) {
            this.streams = streams;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            streams.onPartitionsAssigned(partitions);
            withhold(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            withdraw(partitions);
            streams.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            withdraw(partitions);
            streams.onPartitionsLost(partitions);
        }
    }
}

package dev.goldencorridor.benchmarks.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed answers of a contender, and returns since when they are right. */
final class OutputTopic implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final Duration POLL = Duration.ofMillis(20);
    /** After so long with no more output, right answers are taken to stay so. */
    private static final long SILENCE_MILLIS = 700;

    private static final int BUFFER = 64 << 10;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Reading reading;
    private final Map<String, Answer> answers = new HashMap<>();
    private Map<String, Answer> expected = Map.of();
    private final Set<String> differing = new HashSet<>();
    private long records;

    OutputTopic(String bootstrapServers, String name, Reading reading) {
        this.reading = reading;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.RECEIVE_BUFFER_CONFIG, BUFFER),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What the answers shall be from now on. */
    void expect(Map<String, Answer> recounted) {
        expected = recounted;
        differing.clear();
        expected.keySet().forEach(this::compare);
    }

    /** How many records it has read. */
    long records() {
        return records;
    }

    /**
     * Reads until all answers are right and stay so.
     *
     * @param ending asked now and then; throws if there is no use in waiting
     * @return since when they are, in milliseconds since 1970-01-01T00:00Z, or -1 if they are not before the deadline
     */
    long awaitRight(long deadline, Runnable ending) {
        long rightSince = -1;
        long lastRecord = System.currentTimeMillis();
        while (true) {
            boolean any = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                any = true;
                records++;
                take(new String(record.key(), StandardCharsets.UTF_8), Answer.fromBytes(record.value()));
            }
            long now = System.currentTimeMillis();
            lastRecord = any ? now : lastRecord;
            if (!differing.isEmpty()) {
                rightSince = -1;
            } else if (rightSince < 0) {
                rightSince = now;
            }
            if (rightSince >= 0 && now - lastRecord >= SILENCE_MILLIS) {
                return rightSince;
            }
            if (now > deadline) {
                return -1;
            }
            ending.run();
        }
    }

    /** Which answers are not right, for a person to read. */
    String difference() {
        String example = differing.stream()
                .sorted()
                .findFirst()
                .map(key -> "; " + key + " is " + answers.get(key) + " and not " + expected.get(key))
                .orElse("");
        return differing.size() + " of " + expected.size() + " answers" + example;
    }

    private void take(String key, Answer answer) {
        Answer right = expected.get(key);
        if (reading.isByEnd() && (right == null || answer.end() != right.end())) {
            return;
        }
        answers.put(key, answer);
        if (right == null) {
            differing.add(key);
        } else {
            compare(key);
        }
    }

    private void compare(String key) {
        Answer right = expected.get(key);
        Answer committed = answers.get(key);
        if (committed == null || (reading.isByEnd() && committed.end() != right.end())) {
            committed = Answer.none(right.end());
        }
        if (committed.agreesWith(right)) {
            differing.remove(key);
        } else {
            differing.add(key);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

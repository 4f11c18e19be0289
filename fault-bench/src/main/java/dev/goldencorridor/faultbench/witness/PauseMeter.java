package dev.goldencorridor.faultbench.witness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures how long no new committed value comes from a topic, as its readers see it. It has a consumer and a thread of
 * its own, so that checks do not delay it. Times are those of {@link System#nanoTime}.
 */
public final class PauseMeter implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Map<Integer, List<Long>> arrivals = new TreeMap<>();
    private volatile boolean isClosing;
    private volatile RuntimeException failure;

    private PauseMeter(String bootstrapServers, String topic) {
        this.consumer = WitnessConsumer.of(bootstrapServers, List.of(topic));
        this.thread = new Thread(this::run, "pause-meter");
    }

    public static PauseMeter start(String bootstrapServers, String topic) {
        PauseMeter meter = new PauseMeter(bootstrapServers, topic);
        meter.thread.start();
        return meter;
    }

    private void run() {
        try (consumer) {
            while (!isClosing) {
                Map<Integer, Long> seen = new HashMap<>();
                for (ConsumerRecord<byte[], byte[]> received : consumer.poll(POLL)) {
                    seen.put(received.partition(), System.nanoTime());
                }
                add(seen);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void add(Map<Integer, Long> seen) {
        seen.forEach((partition, nanos) ->
                arrivals.computeIfAbsent(partition, any -> new ArrayList<>()).add(nanos));
    }

    /** The reason why the meter stopped by itself; null while it reads. */
    public RuntimeException failure() {
        return failure;
    }

    /** How many partitions have had a value. */
    public synchronized int activePartitions() {
        return arrivals.size();
    }

    /** Whether each active partition has had a value since a time. */
    public synchronized boolean allArrivedSince(long nanos) {
        return arrivals.values().stream().allMatch(times -> times.get(times.size() - 1) - nanos > 0);
    }

    /** The longest time within an interval without any value in any partition. */
    public synchronized Duration longestPause(long from, long to) {
        return longestGap(
                arrivals.values().stream().flatMap(List::stream).sorted().toList(), from, to);
    }

    /** The longest time within an interval without a value in one partition; the partition where it is longest. */
    public synchronized Duration longestPauseOfAPartition(long from, long to) {
        return arrivals.values().stream()
                .map(times -> longestGap(times, from, to))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** A gap counts in full if it begins before the end of the interval and ends after its beginning. */
    private static Duration longestGap(List<Long> times, long from, long to) {
        long longest = 0;
        long last = from;
        for (long time : times) {
            if (time - from > 0 && last - to < 0) {
                longest = Math.max(longest, time - last);
            }
            last = time;
        }
        if (last - to < 0) {
            longest = Math.max(longest, to - last);
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        isClosing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

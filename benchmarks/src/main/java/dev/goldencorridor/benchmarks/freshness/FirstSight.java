package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.benchmarks.harness.AllRecords;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of a topic of trip counts, and measures how long after its due time each probe appears. */
final class FirstSight implements Callable<FirstSight.Latencies> {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final Stage stage;
    private final String topic;
    private final Timetable timetable;
    private final long deadlineNanos;
    private final long[] seen = new long[Probe.places()];
    private final Histogram micros = new Histogram(MAX_MICROS, 3);
    private long missing;

    /**
     * The measured latencies.
     *
     * @param micros microseconds from due time to read, of the probes after the warm-up
     * @param missing number of probes that did not appear in time
     */
    record Latencies(Histogram micros, long missing) {}

    /** @param patience how long to wait for missing probes after the end of the timetable */
    FirstSight(Stage stage, String topic, Timetable timetable, Duration patience) {
        this.stage = stage;
        this.topic = topic;
        this.timetable = timetable;
        this.missing = timetable.probes();
        this.deadlineNanos =
                timetable.startNanos() + timetable.length().plus(patience).toNanos();
    }

    /** Reads until all probes have appeared, or the patience has ended. */
    @Override
    public Latencies call() {
        List<TopicPartition> partitions = AllRecords.partitions(stage.bootstrapServers(), List.of(topic));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stage.bootstrapServers(), "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Registry registry = stage.registry()) {
            WireDeserializer<TripCounts> decoder = new WireDeserializer<>(registry, TripCounts.getClassSchema());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (missing > 0 && System.nanoTime() < deadlineNanos) {
                var records = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    int place = Probe.place(new String(record.key(), StandardCharsets.UTF_8));
                    if (place >= 0) {
                        take(place, decoder.deserialize(topic, record.value()).getTrips(), now);
                    }
                }
            }
        }
        return new Latencies(micros, missing);
    }

    private void take(int place, long trips, long now) {
        while (seen[place] < trips) {
            long probe = Probe.counted(place, ++seen[place]).number();
            missing--;
            if (timetable.counts(probe)) {
                micros.recordValue((now - timetable.probeDue(probe)) / 1_000);
            }
        }
    }
}

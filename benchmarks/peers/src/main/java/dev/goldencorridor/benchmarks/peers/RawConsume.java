package dev.goldencorridor.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads all trips and adds them up, with no window, state or guarantee: as fast as anything here could be. */
final class RawConsume {
    static final String KEY = "ALL";

    private RawConsume() {}

    static void run(Assignment assignment) throws Exception {
        // Never shut down: as any contender, it lives until it is killed, so that its processor time can be asked for.
        ExecutorService threads = Executors.newFixedThreadPool(Assignment.THREADS);
        List<Future<Answer>> parts = IntStream.range(0, Assignment.THREADS)
                .mapToObj(part -> threads.submit(() -> read(assignment, partitions(assignment, part))))
                .toList();
        long trips = 0;
        long kilograms = 0;
        for (Future<Answer> part : parts) {
            trips += part.get().trips();
            kilograms += part.get().kilograms();
        }
        KeyedAnswer total = new KeyedAnswer(KEY, new Answer(Timetable.END, trips, kilograms, Answer.NO_QUANTILE));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            assignment.output(),
                            total.keyBytes(),
                            total.answer().toBytes()))
                    .get();
        }
    }

    private static List<TopicPartition> partitions(Assignment assignment, int part) {
        return Stream.iterate(part, partition -> partition < InputTopic.PARTITIONS, next -> next + Assignment.THREADS)
                .map(partition -> new TopicPartition(assignment.input(), partition))
                .toList();
    }

    private static Answer read(Assignment assignment, List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        assignment.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long trips = 0;
            long kilograms = 0;
            int marks = 0;
            while (marks < partitions.size()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Trip trip = Trip.fromBytes(record.value());
                    if (trip.isMark()) {
                        marks++;
                    } else {
                        trips++;
                        kilograms += trip.kilograms();
                    }
                }
            }
            return new Answer(Timetable.END, trips, kilograms, Answer.NO_QUANTILE);
        }
    }
}

package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that are short on the wire and long in memory. The processor has the heap of every test here. It must reject
 * them, count their neighbours, and lose no thread.
 */
class HostileRecordsIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int ALMOST_THE_LIMIT = 1_500_000;
    private static final byte[] KEY = "k".getBytes(StandardCharsets.UTF_8);

    private static KillableCorridor corridor;
    private static Process processor;
    private static final List<String> REJECTED = new ArrayList<>();
    private static KafkaConsumer<byte[], byte[]> rejects;
    private static int trips;

    @BeforeAll
    static void start() throws Exception {
        corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
        processor = corridor.startProcessor();
        corridor.runSink();
        neighboursCount();
        rejects = new KafkaConsumer<>(
                corridor.client(Map.of(
                        "isolation.level", "read_committed", "auto.offset.reset", "earliest", "max.poll.records", 50)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        rejects.assign(rejects.partitionsFor(TopicCatalogue.REJECTED).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
    }

    @AfterAll
    static void stop() {
        rejects.close();
        corridor.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip", "lz4", "snappy"})
    void valuesLongerThanAMebibyteAreRejectedAsTooLarge(String codec) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(new ProducerRecord<>(
                    TopicCatalogue.movementsOf("khorgos"), i % 4, KEY, new byte[ALMOST_THE_LIMIT]));
        }
        areRejected(codec, records, "TOO_LARGE", "1 1500000 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip"})
    void headersLongerThanAMebibyteAreDroppedAndReported(String codec) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(TopicCatalogue.movementsOf("khorgos"), i % 4, KEY, KEY);
            record.headers().add("trace", new byte[ALMOST_THE_LIMIT]);
            records.add(record);
        }
        areRejected(codec, records, "NOT_WIRE_FORMAT", "1 1 1500005");
    }

    /** No deserializer reads these records, so the consumer holds their headers until its poll ends. */
    @Test
    void headersOfRecordsWithoutKeyAndValueAreDroppedToo() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(TopicCatalogue.movementsOf("khorgos"), i % 4, null, null);
            record.headers().add("trace", new byte[ALMOST_THE_LIMIT]);
            records.add(record);
        }
        areRejected("zstd", records, "NULL_KEY", "0 0 1500005");
    }

    @Test
    void thousandsOfValuesOfTheLongestLengthDoNotFillTheHeap() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        byte[] longest = new byte[1 << 20];
        longest[0] = 1;
        for (int i = 0; i < 300; i++) {
            records.add(new ProducerRecord<>(TopicCatalogue.movementsOf("khorgos"), i % 4, KEY, longest));
        }
        areRejected("zstd", records, "NOT_WIRE_FORMAT", null);
    }

    @Test
    void manySmallHeadersAreDropped() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TopicCatalogue.movementsOf("khorgos"), 0, KEY, KEY);
        for (int i = 0; i < 200_000; i++) {
            record.headers().add("x", null);
        }
        areRejected("zstd", List.of(record), "NOT_WIRE_FORMAT", "1 1 200000");
    }

    @Test
    void theBrokerRefusesABombOfThreeHundredMegabytes() throws Exception {
        ProducerRecord<byte[], byte[]> bomb =
                new ProducerRecord<>(TopicCatalogue.movementsOf("khorgos"), 0, KEY, new byte[300_000_000]);
        assertThatThrownBy(() -> corridor.publishAll(
                        Map.of("compression.type", "zstd", "max.request.size", 320 << 20, "buffer.memory", 640L << 20),
                        List.of(bomb)))
                .hasCauseInstanceOf(InvalidRecordException.class);
        neighboursCount();
    }

    private static void areRejected(
            String codec, List<ProducerRecord<byte[], byte[]>> records, String reason, String truncated)
            throws Exception {
        REJECTED.clear();
        corridor.publishAll(
                Map.of(
                        "compression.type",
                        codec,
                        "max.request.size",
                        64 << 20,
                        "batch.size",
                        16 << 20,
                        "linger.ms",
                        50,
                        "buffer.memory",
                        192L << 20),
                records);
        neighboursCount();
        await().atMost(LIMIT).until(() -> {
            read();
            return REJECTED.size() >= records.size();
        });
        assertThat(REJECTED.size()).isEqualTo(records.size());
        assertThat(new TreeSet<>(REJECTED)).containsExactly(reason + ": " + truncated);
        assertThat(processor.isAlive()).isTrue();
        assertThat(corridor.processorLog()).doesNotContain("stream thread died", "OutOfMemory");
    }

    private static void neighboursCount() {
        for (int i = 0; i < 10; i++) {
            trips++;
            Instant now = Instant.now();
            corridor.publish(new TrainMovement(
                    UUID.randomUUID(),
                    null,
                    "CR|X" + trips + "|2026-10-30",
                    "X" + trips,
                    "CNHRS",
                    Direction.OUTBOUND,
                    now,
                    null,
                    now,
                    "khorgos",
                    new Departure(null, null, null, null, null, null)));
        }
        corridor.flush();
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(processor.isAlive()).isTrue();
            SpecificRecord value = corridor.downstream(AggregateRoute.TRIPS).get("PORT/CNHRS/PT24H");
            assertThat(value).isNotNull();
            assertThat(((TripCounts) value).getTrips()).isEqualTo(trips);
        });
    }

    /** Keeps only reasons and lengths, because the values would fill the heap of this test. */
    private static void read() {
        for (ConsumerRecord<byte[], byte[]> record : rejects.poll(Duration.ofMillis(200))) {
            REJECTED.add(header(record, "reason") + ": " + header(record, "truncated"));
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader("corridor.reject." + name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

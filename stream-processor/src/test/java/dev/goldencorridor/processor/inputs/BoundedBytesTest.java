package dev.goldencorridor.processor.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.rejects.ReceivedSize;
import dev.goldencorridor.runtime.kafka.TraceParent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class BoundedBytesTest {
    private static final BoundedBytes KEYS = BoundedBytes.keys(4);
    private static final BoundedBytes VALUES = BoundedBytes.values(10);

    @Test
    void aLongValueIsCutToOneByteMoreThanTheBoundAndItsLengthIsNoted() {
        Headers headers = record(null).headers();
        ByteBuffer value = ByteBuffer.allocate(100);
        assertThat(KEYS.deserialize("movements.a", headers, ByteBuffer.allocate(4)))
                .hasSize(4);
        assertThat(headers).isEmpty();
        assertThat(VALUES.deserialize("movements.a", headers, value)).hasSize(11);
        assertThat(value.remaining()).isEqualTo(100);
        assertThat(ReceivedSize.notedIn(headers)).isEqualTo(new ReceivedSize(0, 100, 0));
    }

    @Test
    void foreignHeadersAreReplacedByTheirSizeAndAForgedSizeIsForeign() {
        Headers headers = record(null).headers();
        headers.add("corridor.received.size", "9 9 9".getBytes(StandardCharsets.UTF_8));
        KEYS.deserialize("movements.a", headers, ByteBuffer.allocate(5));
        VALUES.deserialize("movements.a", headers, ByteBuffer.allocate(2));
        assertThat(headers).containsExactly(new ReceivedSize(5, 2, 27));
    }

    @Test
    void aTraceAloneStaysAndOtherHeadersGo() {
        byte[] trace = TraceParent.random();
        Headers alone = record(null).headers().add(TraceParent.HEADER, trace);
        VALUES.deserialize("movements.a", alone, ByteBuffer.allocate(2));
        assertThat(alone).hasSize(1);
        Headers accompanied =
                record(null).headers().add(TraceParent.HEADER, trace).add("x", new byte[7]);
        VALUES.deserialize("movements.a", accompanied, ByteBuffer.allocate(2));
        assertThat(accompanied).hasSize(2).contains(new ReceivedSize(0, 2, 8));
        assertThat(TraceParent.of(accompanied)).isEqualTo(trace);
        Headers twice = record(null).headers().add(TraceParent.HEADER, trace).add(TraceParent.HEADER, trace);
        VALUES.deserialize("movements.a", twice, ByteBuffer.allocate(2));
        assertThat(twice.headers(TraceParent.HEADER)).hasSize(1);
    }

    @Test
    void aHostileTraceIsDropped() {
        Headers headers = record(null).headers().add(TraceParent.HEADER, new byte[1_000]);
        VALUES.deserialize("movements.a", headers, ByteBuffer.allocate(2));
        assertThat(headers).containsExactly(new ReceivedSize(0, 2, 1_011));
    }

    @Test
    void recordsOfInternalTopicsAreUnchanged() {
        Headers headers = record(null).headers();
        headers.add("corridor.reject.topic", new byte[1]);
        assertThat(VALUES.deserialize("app-misplaced-repartition", headers, ByteBuffer.allocate(100)))
                .hasSize(100);
        assertThat(headers).hasSize(1);
    }

    @Test
    void headersThatNoDeserializerDroppedAreDroppedByACopyOfTheRecord() {
        ConsumerRecord<byte[], byte[]> empty = record(null);
        empty.headers().add("x", new byte[7]);
        ConsumerRecord<byte[], byte[]> many = record(new byte[1]);
        for (int i = 0; i < 1_000; i++) {
            many.headers().add("x", null);
        }
        VALUES.deserialize("movements.a", many.headers(), ByteBuffer.allocate(1));
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        polled.put(new TopicPartition("movements.a", 0), List.of(empty, many, record(new byte[2])));
        List<Headers> headers = ForeignHeaders.dropFrom(new ConsumerRecords<>(polled, Map.of()))
                .records(new TopicPartition("movements.a", 0))
                .stream()
                .map(ConsumerRecord::headers)
                .toList();
        assertThat(headers.get(0)).containsExactly(new ReceivedSize(0, 0, 8));
        assertThat(headers.get(1)).containsExactly(new ReceivedSize(0, 1, 1_000));
        assertThat(headers.get(2)).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("movements.a", 0, 0, null, value);
    }
}

package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** JSON with CloudEvents 1.0 headers, in the binary content mode of the Kafka binding. */
final class JsonFormat implements DownstreamFormat {
    private static final String AS_OF = "asOf";

    @Override
    public byte[] value(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate) {
        return AggregateJson.of(aggregate);
    }

    @Override
    public void describe(SourceRecord source, SpecificRecord aggregate, Headers headers) {
        ConsumerRecord<byte[], byte[]> received = source.received();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", source.eventId());
        add(headers, "ce_source", "/" + received.topic());
        add(headers, "ce_type", aggregate.getSchema().getFullName());
        add(headers, "ce_subject", new String(received.key(), StandardCharsets.UTF_8));
        Schema.Field asOf = aggregate.getSchema().getField(AS_OF);
        if (asOf != null && aggregate.get(asOf.pos()) instanceof Instant instant) {
            add(headers, "ce_time", instant.toString());
        }
        add(headers, "content-type", "application/json");
    }

    @Override
    public Optional<Digest> contentOf(byte[] delivered) {
        try {
            return Optional.of(Digest.of(AggregateJson.contentOf(delivered)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}

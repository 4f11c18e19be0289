package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Avro in Confluent's wire format. The received bytes are delivered unchanged. */
final class AvroFormat implements DownstreamFormat {
    private final String topic;
    private final Deserializer<? extends SpecificRecord> deserializer;

    AvroFormat(String topic, Deserializer<? extends SpecificRecord> deserializer) {
        this.topic = topic;
        this.deserializer = deserializer;
    }

    @Override
    public byte[] value(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate) {
        return received.value();
    }

    @Override
    public void describe(SourceRecord source, SpecificRecord aggregate, Headers headers) {
        // The schema id in the value describes it completely.
    }

    @Override
    public Optional<Digest> contentOf(byte[] delivered) {
        try {
            return Optional.of(Digest.of(AggregateJson.contentOf(deserializer.deserialize(topic, delivered))));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}

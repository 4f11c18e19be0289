package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The last value under each key of a topic. A test polls it until a condition holds, so each call decodes only values
 * that are new. Thread-safe.
 */
final class LatestValues {
    private final WireDeserializer<SpecificRecord> decoder;
    private final Map<String, SpecificRecord> latest = new LinkedHashMap<>();
    private int applied;

    LatestValues(WireDeserializer<SpecificRecord> decoder) {
        this.decoder = decoder;
    }

    /**
     * Returns the last values, without deleted keys.
     *
     * @param records all records of the topic so far
     */
    synchronized Map<String, SpecificRecord> of(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, ConsumerRecord<byte[], byte[]>> changed = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                records.subList(Math.min(applied, records.size()), records.size())) {
            changed.put(new String(record.key(), StandardCharsets.UTF_8), record);
        }
        changed.forEach((key, record) -> {
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, decoder.deserialize(record.topic(), record.value()));
            }
        });
        applied = Math.max(applied, records.size());
        return new LinkedHashMap<>(latest);
    }
}

package dev.goldencorridor.alertbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Encodes a change of an alert as a CloudEvent 1.0 in structured mode. */
final class CloudEvent {
    static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

    private static final String TYPE = DelayAlert.getClassSchema().getFullName();
    private static final JsonFactory JSON = new JsonFactory();

    private CloudEvent() {}

    /**
     * The event of a change.
     *
     * @param id identifies the event for ever within the source, so a receiver can drop duplicates by it
     * @param topic the topic of the alert, which is the source
     */
    static byte[] of(String id, String topic, String key, DelayAlert alert) {
        return event(id, topic, key, TYPE, alert.getAsOf(), generator -> {
            generator.writeStringField("datacontenttype", "application/json");
            generator.writeFieldName("data");
            generator.writeRawValue(new String(AggregateJson.of(alert), StandardCharsets.UTF_8));
        });
    }

    /** The event of a deletion, without data: the last value of the key is unknown. */
    static byte[] deleted(String id, String topic, String key, Instant deletedAt) {
        return event(id, topic, key, TYPE + ".deleted", deletedAt, generator -> {});
    }

    private interface Data {
        void write(JsonGenerator generator) throws IOException;
    }

    private static byte[] event(String id, String topic, String key, String type, Instant time, Data data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("specversion", "1.0");
            generator.writeStringField("id", id);
            generator.writeStringField("source", "/" + topic);
            generator.writeStringField("type", type);
            generator.writeStringField("subject", key);
            generator.writeStringField("time", time.toString());
            data.write(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }
}

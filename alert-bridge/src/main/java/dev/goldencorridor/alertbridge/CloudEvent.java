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

    /** The event of a change. */
    static byte[] of(String key, DelayAlert alert, Position position) {
        return event(key, TYPE, alert.getAsOf(), position, generator -> {
            generator.writeStringField("datacontenttype", "application/json");
            generator.writeFieldName("data");
            generator.writeRawValue(new String(AggregateJson.of(alert), StandardCharsets.UTF_8));
        });
    }

    /** The event of a deletion, without data: the last value of the key is unknown. */
    static byte[] deleted(String key, Instant deletedAt, Position position) {
        return event(key, TYPE + ".deleted", deletedAt, position, generator -> {});
    }

    private interface Data {
        void write(JsonGenerator generator) throws IOException;
    }

    /** The position in the topic is the event id. It never changes, so a receiver can drop duplicates by it. */
    private static byte[] event(String key, String type, Instant time, Position position, Data data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("specversion", "1.0");
            generator.writeStringField("id", position.toString());
            generator.writeStringField("source", "/" + position.partition().topic());
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

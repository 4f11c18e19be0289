package dev.goldencorridor.alertbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Encodes a change of an alert as a CloudEvent 1.0 in structured mode. */
final class CloudEvent {
    static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

    private static final JsonFactory JSON = new JsonFactory();

    private CloudEvent() {}

    /** The position in the topic is the event id. It never changes, so a receiver can drop duplicates by it. */
    static byte[] of(String key, DelayAlert alert, Position position) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("specversion", "1.0");
            generator.writeStringField("id", position.toString());
            generator.writeStringField("source", "/" + position.partition().topic());
            generator.writeStringField("type", alert.getSchema().getFullName());
            generator.writeStringField("subject", key);
            generator.writeStringField("time", alert.getAsOf().toString());
            generator.writeStringField("datacontenttype", "application/json");
            generator.writeFieldName("data");
            generator.writeRawValue(new String(AggregateJson.of(alert), StandardCharsets.UTF_8));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }
}

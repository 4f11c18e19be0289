package dev.goldencorridor.alertbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.goldencorridor.schemas.DelayAlert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes alerts in the JSON format of Alertmanager's v2 API.
 *
 * <p>Alertmanager compares start and end with its own time of day. The pipeline's clock may differ: it may replay last
 * year, or a port's clock may be ahead. Therefore a firing alert starts now at the latest, and ends when the hold time
 * has passed. A resolved alert ended {@code MAX_CLOCK_SKEW} ago at the latest.
 */
final class AlertmanagerRequest {
    /** Alertmanager's clock may be behind ours, and an end in its future would not resolve the alert. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

    private static final JsonFactory JSON = new JsonFactory();

    private final AlertText text;
    private final Duration hold;

    /** @param hold how long after the request an alert ends if it is not sent again */
    AlertmanagerRequest(AlertText text, Duration hold) {
        this.text = text;
        this.hold = hold;
    }

    byte[] body(List<AlertmanagerAlert> alerts, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 * alerts.size());
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartArray();
            for (AlertmanagerAlert alert : alerts) {
                write(generator, alert, now);
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator generator, AlertmanagerAlert alert, Instant now) throws IOException {
        DelayAlert delayAlert = alert.delayAlert();
        Instant end = alert.firing() ? now.plus(hold) : resolvedAt(delayAlert, now);
        Instant start = earlier(delayAlert.getRaisedAt(), alert.firing() ? now : end);
        generator.writeStartObject();
        write(generator, "labels", alert.labels());
        write(generator, "annotations", text.annotations(delayAlert));
        generator.writeStringField("startsAt", start.toString());
        generator.writeStringField("endsAt", end.toString());
        generator.writeEndObject();
    }

    private static Instant resolvedAt(DelayAlert delayAlert, Instant now) {
        Instant clearedAt = delayAlert.getClearedAt() == null ? now : delayAlert.getClearedAt();
        return earlier(clearedAt, now.minus(MAX_CLOCK_SKEW));
    }

    private static void write(JsonGenerator generator, String name, Map<String, String> texts) throws IOException {
        generator.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            generator.writeStringField(entry.getKey(), entry.getValue());
        }
        generator.writeEndObject();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

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
 * Writes alerts as Alertmanager's v2 API takes them.
 *
 * <p>Alertmanager compares start and end with its own time of day. The pipeline's clock may be another (a replay of last
 * year, a port whose clock is ahead), so: what fires has begun at the latest now, and ends by itself when the hold has
 * passed; what is resolved has ended a moment ago at the latest.
 */
final class AlertmanagerRequest {
    /** An end in the future of Alertmanager's clock, which may be behind ours, would not resolve. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private static final JsonFactory JSON = new JsonFactory();

    private final AlertText text;
    private final Duration hold;

    /** @param hold how long after the request an alert ends by itself if it is not sent again */
    AlertmanagerRequest(AlertText text, Duration hold) {
        this.text = text;
        this.hold = hold;
    }

    byte[] body(List<AlertmanagerAlert> postings, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 * postings.size());
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartArray();
            for (AlertmanagerAlert posting : postings) {
                write(generator, posting, now);
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator generator, AlertmanagerAlert posting, Instant now) throws IOException {
        DelayAlert alert = posting.alert();
        Instant end = posting.firing()
                ? now.plus(hold)
                : earlier(alert.getClearedAt() == null ? now : alert.getClearedAt(), now.minus(CLOCKS_APART));
        Instant start = earlier(alert.getRaisedAt(), posting.firing() ? now : end);
        generator.writeStartObject();
        write(generator, "labels", posting.labels());
        write(generator, "annotations", text.annotations(alert));
        generator.writeStringField("startsAt", start.toString());
        generator.writeStringField("endsAt", end.toString());
        generator.writeEndObject();
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

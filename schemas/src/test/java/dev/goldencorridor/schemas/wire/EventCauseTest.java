package dev.goldencorridor.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.kafka.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCauseTest {
    private final Headers headers = new ProducerRecord<>("t", "v").headers();

    @Test
    void aCauseIsReadAsItWasWritten() {
        byte[] trace = TraceParent.random();
        new EventCause(1_762_000_000_123L, trace).addTo(headers);
        assertThat(EventCause.of(headers).publishedAt()).isEqualTo(1_762_000_000_123L);
        assertThat(EventCause.of(headers).traceParent()).isEqualTo(trace);
    }

    @Test
    void aCauseNeedsNoTrace() {
        new EventCause(0, null).addTo(headers);
        assertThat(EventCause.of(headers).publishedAt()).isZero();
        assertThat(EventCause.of(headers).traceParent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "12a", "9999999999999999999999"})
    void aTimeThatIsNoNumberIsNoCause(String time) {
        headers.add(EventCause.PUBLISHED_AT, time.getBytes(StandardCharsets.UTF_8));
        assertThat(EventCause.of(headers)).isNull();
    }

    @Test
    void withoutHeadersThereIsNoCause() {
        assertThat(EventCause.of(headers)).isNull();
    }
}

package dev.goldencorridor.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void aValidHeaderIsReadAndCopied() {
        Headers headers = headers(VALID);
        Headers copy = new ProducerRecord<>("t", "v").headers();
        TraceParent.copy(headers, copy);
        assertThat(new String(TraceParent.of(copy), StandardCharsets.US_ASCII)).isEqualTo(VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-\u001b1"
            })
    void anyOtherValueCountsAsAbsent(String value) {
        assertThat(TraceParent.of(headers(value))).isNull();
    }

    @Test
    void aNullValueCountsAsAbsent() {
        Headers headers = new ProducerRecord<>("t", "v").headers().add(TraceParent.HEADER, null);
        assertThat(TraceParent.of(headers)).isNull();
    }

    @Test
    void newTracesAreValidAndDiffer() {
        byte[] one = TraceParent.random();
        assertThat(TraceParent.isValid(one)).isTrue();
        assertThat(one).isNotEqualTo(TraceParent.random());
        assertThat(new String(one, StandardCharsets.US_ASCII)).endsWith("-00");
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "03, true", "ff, true", "fe, false"})
    void theLowestBitOfTheFlagsSaysThatTheTraceIsRecorded(String flags, boolean isSampled) {
        byte[] value = (VALID.substring(0, VALID.length() - 2) + flags).getBytes(StandardCharsets.US_ASCII);
        assertThat(TraceParent.isSampled(value)).isEqualTo(isSampled);
    }

    private static Headers headers(String value) {
        return new ProducerRecord<>("t", "v").headers().add(TraceParent.HEADER, value.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Compares the fields that name the dimension and the window of an aggregate. */
final class WindowAgreement {
    private WindowAgreement() {}

    static void identityAgrees(AggregateKey key, Span span, String dimension, String id, String window, String period) {
        assertThat(dimension).isEqualTo(key.kind());
        assertThat(id).isEqualTo(key.id());
        assertThat(window).isEqualTo(key.window());
        assertThat(period).isEqualTo(span.label());
    }

    /** Start and end may be older than the clock: a value is not published again if only they have moved. */
    static void boundsAgree(Instant clock, AggregateKey key, Span span, Instant start, Instant end) {
        Instant now = clock.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        if (!span.isRolling()) {
            assertThat(start).as(key.text()).isEqualTo(span.start());
        }
        if (span.isHour()) {
            assertThat(end).as(key.text()).isEqualTo(span.end());
        }
        assertThat(end).as(key.text()).isAfter(start).isBeforeOrEqualTo(span.isRolling() ? now : span.end());
    }
}

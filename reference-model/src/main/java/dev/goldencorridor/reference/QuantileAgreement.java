package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

/**
 * Compares means within a microsecond, and quantiles within one percent or a second. Quantiles interpolate linearly
 * between ranks, as PERCENTILE.INC of spreadsheets, and are never outside the shortest and the longest duration.
 */
final class QuantileAgreement {
    private QuantileAgreement() {}

    static double mean(List<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).average().orElse(0) / 1000;
    }

    static void meanAgrees(AggregateKey key, Double mean, List<Long> millis) {
        if (millis.isEmpty()) {
            assertThat(mean).as(key.text()).isNull();
        } else {
            assertThat(mean).as(key.text()).isCloseTo(mean(millis), within(1e-6));
        }
    }

    static void agree(
            AggregateKey key, List<Long> sorted, Double mean, Double p50, Double p90, Double p95, Double p99) {
        meanAgrees(key, mean, sorted);
        quantileAgrees(key, p50, sorted, 50);
        quantileAgrees(key, p90, sorted, 90);
        quantileAgrees(key, p95, sorted, 95);
        quantileAgrees(key, p99, sorted, 99);
    }

    private static void quantileAgrees(AggregateKey key, Double value, List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            assertThat(value).as(key.text()).isNull();
            return;
        }
        double exact = exactQuantile(sorted, percent) / 1000;
        // The histogram has no finer resolution than a second.
        assertThat(value)
                .as("p%d of %s", percent, key.text())
                .isCloseTo(exact, within(Math.max(1, exact / 100)))
                .isBetween(sorted.get(0) / 1000.0, sorted.get(sorted.size() - 1) / 1000.0);
    }

    private static double exactQuantile(List<Long> sorted, int percent) {
        int hundredths = (sorted.size() - 1) * percent;
        long lower = sorted.get(hundredths / 100);
        return hundredths % 100 == 0
                ? lower
                : lower + (sorted.get(hundredths / 100 + 1) - lower) * (hundredths % 100 / 100.0);
    }
}

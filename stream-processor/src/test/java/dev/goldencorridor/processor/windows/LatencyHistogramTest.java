package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Test
    void exactlyTwentyFourHoursIsWithinTwentyFourHoursAndAMillisecondMoreIsNot() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(86_400_000, 1);
        assertThat(histogram.within24h()).isEqualTo(1);
        histogram.add(86_400_001, 1);
        assertThat(histogram.within24h()).isEqualTo(1);
        assertThat(histogram.total()).isEqualTo(2);
    }
}

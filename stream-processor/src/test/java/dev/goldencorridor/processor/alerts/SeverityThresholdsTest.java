package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.alerts.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityThresholdsTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            minor, major, critical | delay    | severity | next step
            # A severity applies from its step on.
            30m,2h,6h              | 29m59s   |          | 30m
            30m,2h,6h              | 30m      | MINOR    | 2h
            30m,2h,6h              | 1h59m59s | MINOR    | 2h
            30m,2h,6h              | 2h       | MAJOR    | 6h
            30m,2h,6h              | 5h59m59s | MAJOR    | 6h
            30m,2h,6h              | 6h       | CRITICAL |
            # A step of no time applies at once, but not before.
            0s,12h,24h             | 0s       | MINOR    | 12h
            0s,12h,24h             | -1s      |          | 0s
            # A step that does not exist is left out.
            -,0s,24h               | 0s       | MAJOR    | 24h
            30m,-,6h               | 5h       | MINOR    | 6h
            30m,-,6h               | 6h       | CRITICAL |
            30m,-,-                | 1000h    | MINOR    |
            -,-,-                  | 1000h    |          |
            # Equal steps are one step.
            1h,1h,2h               | 1h       | MAJOR    | 2h
            1h,1h,1h               | 1h       | CRITICAL |
            """)
    void aSeverityAppliesFromItsStepOn(String steps, String delay, Severity severity, String next) {
        SeverityThresholds thresholds = SeverityThresholds.parse(steps);
        Severity actual = thresholds.severity(ClockTime.durationMillis(delay));
        assertThat(actual).isEqualTo(severity);
        long nextStep = actual == null ? thresholds.first() : thresholds.above(actual);
        assertThat(nextStep == SeverityThresholds.UNWANTED ? null : ClockTime.durationText(nextStep))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            steps       | message
            1h,2h       | three steps are needed
            1h,2h,3h,4h | three steps are needed
            2h,1h,3h    | a step is shorter than the one before it: 2h,1h,3h
            2h,-,1h     | a step is shorter than the one before it: 2h,-,1h
            soon,2h,3h  | not a duration: 'soon'
            1h,2h,3651d | too long a step: '3651d'
            """)
    void faultyStepsAreRefused(String steps, String message) {
        assertThatThrownBy(() -> SeverityThresholds.parse(steps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}

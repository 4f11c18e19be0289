package dev.goldencorridor.schemas.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovementLimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"10", "1001", "100199", "1234567890"})
    void anHsCodeHasAnEvenNumberOfDigits(String code) {
        assertThat(MovementLimits.isHsCode(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "102", "70320", "123456789", "12345678901", "10.01", "10 01", "AB", "１０"})
    void anythingElseIsNoHsCode(String code) {
        assertThat(MovementLimits.isHsCode(code)).isFalse();
    }

    @Test
    void theFaultOfAnOddNumberOfDigitsHintsAtTheLostZero() {
        assertThat(MovementLimits.hsFault("102")).contains("'102' is not", "leading zero", "0102");
        assertThat(MovementLimits.hsFault("10.01")).doesNotContain("zero");
    }

    @Test
    void aMassIsANumberThatATrainCanWeigh() {
        assertThat(MovementLimits.isMass(0)).isTrue();
        assertThat(MovementLimits.isMass(1e6)).isTrue();
        assertThat(MovementLimits.isMass(-1)).isFalse();
        assertThat(MovementLimits.isMass(1.1e6)).isFalse();
        assertThat(MovementLimits.isMass(Double.NaN)).isFalse();
        assertThat(MovementLimits.isMass(Double.POSITIVE_INFINITY)).isFalse();
    }
}

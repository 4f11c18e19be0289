package dev.goldencorridor.schemas.movements;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovementBoundsTest {
    @ParameterizedTest
    @ValueSource(strings = {"10", "1001", "100199", "1234567890"})
    void anHsCodeHasTwoToTenDigits(String code) {
        assertThat(MovementBounds.isHsCode(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12345678901", "10.01", "10 01", "AB", "１０"})
    void anythingElseIsNoHsCode(String code) {
        assertThat(MovementBounds.isHsCode(code)).isFalse();
    }

    @Test
    void aMassIsANumberThatATrainCanWeigh() {
        assertThat(MovementBounds.isMass(0)).isTrue();
        assertThat(MovementBounds.isMass(1e6)).isTrue();
        assertThat(MovementBounds.isMass(-1)).isFalse();
        assertThat(MovementBounds.isMass(1.1e6)).isFalse();
        assertThat(MovementBounds.isMass(Double.NaN)).isFalse();
        assertThat(MovementBounds.isMass(Double.POSITIVE_INFINITY)).isFalse();
    }
}

package dev.goldencorridor.sink.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 415, 422})
    void anAnswerAboutTheContentIsARefusal(int status) {
        assertThat(answer(status).isRefusal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 302, 401, 403, 404, 405, 407, 408, 410, 425, 429, 500, 503})
    void anAnswerThatAnyRequestMightGetIsNone(int status) {
        assertThat(answer(status).isRefusal()).isFalse();
    }

    private static Answer answer(int status) {
        return new Answer(status, "", Optional.empty());
    }
}

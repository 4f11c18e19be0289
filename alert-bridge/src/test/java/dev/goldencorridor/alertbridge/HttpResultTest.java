package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResultTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 415, 422})
    void aStatusAboutTheContentIsARefusal(int status) {
        assertThat(result(status).isRefusal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 302, 401, 403, 404, 405, 407, 408, 410, 425, 429, 500, 503})
    void aStatusThatDoesNotDependOnTheContentIsNoRefusal(int status) {
        assertThat(result(status).isRefusal()).isFalse();
    }

    @Test
    void retryAfterMayLengthenThePauseButNotShortenIt() {
        assertThat(pauseAfter(Duration.ZERO)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(pauseAfter(Duration.ofSeconds(11))).isEqualTo(Duration.ofSeconds(11));
        assertThat(result(503).pause(new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10))))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private static Duration pauseAfter(Duration retryAfter) {
        return new HttpResult(503, "", Optional.of(retryAfter))
                .pause(new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    }

    private static HttpResult result(int status) {
        return new HttpResult(status, "", Optional.empty());
    }
}

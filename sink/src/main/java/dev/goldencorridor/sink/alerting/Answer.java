package dev.goldencorridor.sink.alerting;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param status the HTTP status; 0 where no answer came
 * @param detail for a reader: how the answer begins, or why there is none
 * @param retryAfter how long the target asks to be left alone
 */
record Answer(int status, String detail, Optional<Duration> retryAfter) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The target has judged what it was sent: sent again it would be refused again. */
    boolean isRefusal() {
        return status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
    }

    @Override
    public String toString() {
        return status == 0 ? detail : "HTTP " + status + (detail.isEmpty() ? "" : ": " + detail);
    }
}

package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * What came of a request.
 *
 * @param status the HTTP status; 0 where no answer came
 * @param detail for a reader: how the answer begins, or why there is none
 * @param retryAfter how long the target asks to be left alone
 */
record HttpResult(int status, String detail, Optional<Duration> retryAfter) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * The target has judged what it was sent, which the same request would meet again. Answers that any request might get
     * are none: they tell who may send, whether the target is there at all, or when to come again.
     */
    boolean isRefusal() {
        return switch (status) {
            case 401, 403, 404, 405, 407, 410 -> false;
            case 408, 425, 429 -> false;
            default -> status >= 400 && status < 500;
        };
    }

    /** How long to wait before the next try: what the target asks for, but no less than the backoff wants. */
    Duration pause(Backoff backoff) {
        Duration own = backoff.pause();
        return retryAfter.filter(wish -> wish.compareTo(own) > 0).orElse(own);
    }

    @Override
    public String toString() {
        return status == 0 ? detail : "HTTP " + status + (detail.isEmpty() ? "" : ": " + detail);
    }
}

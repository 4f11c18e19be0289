package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * The result of a request.
 *
 * @param status the HTTP status; 0 if there was no response
 * @param detail for log messages: the start of the response body, or the reason why there is no response
 * @param retryAfter the pause that the target requests
 */
record HttpResult(int status, String detail, Optional<Duration> retryAfter) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /**
     * Whether the target refuses the content of the request, so that a retry would fail again. A status that does not
     * depend on the content is not a refusal: it concerns permissions, the existence of the target, or load.
     */
    boolean isRefusal() {
        return switch (status) {
            case 401, 403, 404, 405, 407, 410 -> false;
            case 408, 425, 429 -> false;
            default -> status >= 400 && status < 500;
        };
    }

    /** The pause before the next try: the one that the target requests, but at least that of the backoff. */
    Duration pause(Backoff backoff) {
        Duration ownPause = backoff.pause();
        return retryAfter.filter(requested -> requested.compareTo(ownPause) > 0).orElse(ownPause);
    }

    @Override
    public String toString() {
        return status == 0 ? detail : "HTTP " + status + (detail.isEmpty() ? "" : ": " + detail);
    }
}

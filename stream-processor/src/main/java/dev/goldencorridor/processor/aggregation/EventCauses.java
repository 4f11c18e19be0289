package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.schemas.wire.EventCause;
import java.util.HashMap;
import java.util.Map;

/**
 * The last event that contributed to each dimension, until the values that it changed are emitted. Nothing is stored:
 * after a restart the values that wait are emitted without a cause. For a task's thread.
 */
final class EventCauses {
    /** Changed calendar periods are emitted within this time, unless there is a backlog of them. */
    private static final long MAX_AGE_MILLIS = 10_000;

    private final Map<String, Received> byDimension = new HashMap<>();

    private static final class Received {
        private final EventCause cause;
        private final long receivedAt;
        private boolean isOfWindows = true;

        Received(EventCause cause, long receivedAt) {
            this.cause = cause;
            this.receivedAt = receivedAt;
        }
    }

    /**
     * A sum of the dimension was received.
     *
     * @param cause the last event of the sum; null if time caused it
     * @param wallClock milliseconds since 1970-01-01T00:00Z
     */
    void received(String dimension, EventCause cause, long wallClock) {
        if (cause != null) {
            byDimension.put(dimension, new Received(cause, wallClock));
        }
    }

    /** The cause of the windows that are emitted now; null if time has moved them. They are then emitted. */
    EventCause takeForWindows(String dimension) {
        Received received = byDimension.get(dimension);
        if (received == null || !received.isOfWindows) {
            return null;
        }
        received.isOfWindows = false;
        return received.cause;
    }

    /** The cause of a period that is emitted now; null if it is unknown. */
    EventCause forPeriod(String dimension) {
        Received received = byDimension.get(dimension);
        return received == null ? null : received.cause;
    }

    /** Forgets the causes of values that were emitted, or wait in a backlog. To be called every second. */
    void expire(long wallClock) {
        byDimension.values().removeIf(received -> wallClock - received.receivedAt > MAX_AGE_MILLIS);
    }
}

package dev.goldencorridor.producer.format;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How to interpret the values of {@code ndjson} and {@code csv}.
 *
 * @param zone of times without an offset from UTC; empty if they are refused
 */
public record ReadOptions(Optional<ZoneId> zone) {
    /** Refuses local times. */
    public static final ReadOptions DEFAULT = new ReadOptions(Optional.empty());

    TimeText times() {
        return new TimeText(zone, List.of());
    }
}

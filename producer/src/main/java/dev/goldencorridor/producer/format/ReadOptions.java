package dev.goldencorridor.producer.format;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How to interpret the values of {@code ndjson} and {@code csv}.
 *
 * @param zone of times without an offset from UTC; empty for the mapping's zone
 * @param mapping of the columns of {@code csv}; empty if they have the names of the contract
 */
public record ReadOptions(Optional<ZoneId> zone, Optional<CsvMapping> mapping) {
    /** Refuses local times, and maps no columns. */
    public static final ReadOptions DEFAULT = new ReadOptions(Optional.empty(), Optional.empty());

    TimeText times() {
        return new TimeText(
                zone.or(() -> mapping.flatMap(CsvMapping::zone)),
                mapping.map(CsvMapping::times).orElse(List.of()));
    }
}

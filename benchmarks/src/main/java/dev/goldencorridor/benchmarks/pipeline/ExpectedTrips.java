package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The trips of the border ports and of the network, counted from the raw events without any code of the pipeline. It
 * handles corrections, duplicates and any order, but no retracted retraction.
 */
final class ExpectedTrips {
    private static final Set<String> PORTS = Set.of("CNHRS", "CNAKL");
    private static final Map<String, Duration> WINDOWS = Map.of(
            "PT1H", Duration.ofHours(1),
            "PT24H", Duration.ofHours(24),
            "P7D", Duration.ofDays(7),
            "P30D", Duration.ofDays(30));
    private static final Comparator<Handover> BY_CREATION = Comparator.comparing(Handover::createdAt)
            .thenComparing(Handover::occurredAt)
            .thenComparing(Handover::eventId);

    private final Map<String, List<Handover>> handovers = new HashMap<>();
    private final Set<UUID> retracted = new HashSet<>();
    private Instant clock = Instant.MIN;

    private record Handover(UUID eventId, String port, Instant createdAt, Instant occurredAt) {}

    /** Adds an event; the order of events is free. */
    void add(TrainMovement event) {
        if (event.getOccurredAt().isAfter(clock)) {
            clock = event.getOccurredAt();
        }
        if (event.getRetracts() != null) {
            retracted.add(event.getRetracts());
        } else if (PORTS.contains(event.getFacility()) && isTrip(event)) {
            handovers
                    .computeIfAbsent(
                            event.getTrainRunId() + "@" + event.getFacility() + event.getDirection(),
                            trip -> new ArrayList<>(1))
                    .add(new Handover(
                            event.getEventId(), event.getFacility(), event.getCreatedAt(), event.getOccurredAt()));
        }
    }

    private static boolean isTrip(TrainMovement event) {
        return event.getDirection() == Direction.RETURN
                ? event.getDetail() instanceof Arrival
                : event.getDetail() instanceof Departure;
    }

    /** The trips by key of {@code corridor.trips}, in the rolling windows and the year of the clock. */
    Map<String, Long> byKey() {
        Map<String, Long> counts = new TreeMap<>();
        for (List<Handover> reported : handovers.values()) {
            reported.stream()
                    .filter(handover -> !retracted.contains(handover.eventId))
                    .max(BY_CREATION)
                    .ifPresent(handover -> count(handover, counts));
        }
        return counts;
    }

    private void count(Handover handover, Map<String, Long> counts) {
        List<String> periods = new ArrayList<>();
        long minutesAgo = minute(clock) - minute(handover.occurredAt);
        WINDOWS.forEach((name, length) -> {
            if (minutesAgo < length.toMinutes()) {
                periods.add(name);
            }
        });
        int year = railwayYear(clock);
        if (railwayYear(handover.occurredAt) == year) {
            periods.add("YEAR:" + year);
        }
        for (String period : periods) {
            counts.merge("NETWORK/ALL/" + period, 1L, Long::sum);
            counts.merge("PORT/" + handover.port + "/" + period, 1L, Long::sum);
        }
    }

    private static long minute(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 60L);
    }

    /** The day of China's railway statistics begins at 18:01 of the day before, Beijing time. */
    private static int railwayYear(Instant instant) {
        return LocalDate.ofInstant(instant.plus(Duration.ofMinutes(5 * 60 + 59)), ZoneId.of("Asia/Shanghai"))
                .getYear();
    }
}

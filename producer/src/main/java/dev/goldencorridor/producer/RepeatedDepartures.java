package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds runs that depart twice from their origin, hours apart: two trains with one run id, of which the pipeline counts
 * one. It keeps the last {@value #MAX_RUNS} runs. Not thread-safe.
 */
final class RepeatedDepartures {
    /** A correction moves a departure by less. */
    private static final Duration MIN_APART = Duration.ofHours(12);

    private static final int MAX_RUNS = 50_000;

    private final Map<String, Departed> lastRuns = new LinkedHashMap<>(1_024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Departed> eldest) {
            return size() > MAX_RUNS;
        }
    };

    private record Departed(Instant at, String where) {}

    /** Returns the warning if the movement is a further departure of a run from its origin. */
    Optional<String> add(Reading.Movement reading) {
        TrainMovement movement = reading.movement();
        if (!(movement.getDetail() instanceof Departure departure)
                || !movement.getFacility().equals(departure.getOrigin())) {
            return Optional.empty();
        }
        if (movement.getRetracts() != null) {
            lastRuns.remove(movement.getTrainRunId());
            return Optional.empty();
        }
        Instant at = movement.getOccurredAt();
        Departed former = lastRuns.put(movement.getTrainRunId(), new Departed(at, reading.where()));
        if (former == null || Duration.between(former.at, at).abs().compareTo(MIN_APART) < 0) {
            return Optional.empty();
        }
        return Optional.of(reading.where() + ": " + movement.getTrainRunId() + " departs from its origin "
                + movement.getFacility() + " at " + at + ", but in " + former.where + " at " + former.at
                + ". Only one of them counts: the second replaces the first, unless the first was created later. If they"
                + " are two trains, give each its own trainRunId, for example with a suffix to the number");
    }
}

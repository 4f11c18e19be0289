package dev.goldencorridor.producer.format;

import dev.goldencorridor.producer.format.DigitrafficEvents.Event;
import dev.goldencorridor.producer.format.DigitrafficEvents.Kind;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest version of each run in the sources of one call, and its events. An older version is passed over. An event
 * that a newer version no longer has is retracted. Not thread-safe.
 */
final class DigitrafficRuns {
    /** About 50 MiB, and more than the stops of one day have. Beyond it, the run that was read longest ago is dropped. */
    private static final int MAX_EVENTS = 100_000;

    private final Map<String, Version> runs = new LinkedHashMap<>(16, 0.75f, true);
    private int storedEvents;

    private record Slot(DigitrafficRow.Key row, Kind kind) {}

    private record Version(long number, Map<Slot, TrainMovement> events) {
        /** At least one, so that runs without events are bounded too. */
        int weight() {
            return 1 + events.size();
        }
    }

    boolean hasNewer(DigitrafficTrain train) {
        Version present = runs.get(train.runId());
        return present != null && present.number > train.version();
    }

    /** Replaces the former version of the run. Returns the retractions of the events that it alone had. */
    List<TrainMovement> replace(DigitrafficTrain train, List<Event> events, Instant receivedAt) {
        Map<Slot, TrainMovement> bySlot = new HashMap<>();
        for (Event event : events) {
            // Nothing depends on a forecast, so nothing is retracted with it.
            if (event.kind() != Kind.ESTIMATE) {
                bySlot.put(new Slot(event.row().key(), event.kind()), event.movement());
            }
        }
        Version version = new Version(train.version(), bySlot);
        Version former = runs.put(train.runId(), version);
        storedEvents += version.weight() - (former == null ? 0 : former.weight());
        dropEldest();
        List<TrainMovement> retractions = new ArrayList<>();
        if (former != null) {
            former.events.forEach((slot, movement) -> {
                if (!continues(slot, bySlot)) {
                    retractions.add(DigitrafficEvents.retraction(movement, receivedAt));
                }
            });
        }
        return retractions;
    }

    /** A plan needs no retraction once its movement is reported. */
    private static boolean continues(Slot slot, Map<Slot, TrainMovement> events) {
        return events.containsKey(slot)
                || (slot.kind == Kind.PLAN && events.containsKey(new Slot(slot.row, Kind.MOVEMENT)));
    }

    private void dropEldest() {
        Iterator<Version> eldest = runs.values().iterator();
        while (storedEvents > MAX_EVENTS) {
            storedEvents -= eldest.next().weight();
            eldest.remove();
        }
    }
}

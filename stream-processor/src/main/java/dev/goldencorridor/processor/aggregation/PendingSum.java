package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.schemas.wire.EventCause;
import java.util.HashMap;
import java.util.Map;

/**
 * The sum that a task has added up for one dimension and not yet forwarded. Each {@code add} returns the maximum number
 * of bytes by which the record grows. The record must be bounded, since publishers choose durations, commodities,
 * consignees and run ids.
 */
final class PendingSum {
    /** A minute and an empty pane: its version, its trip totals, and the number of durations of each kind. */
    private static final int MAX_PANE_BYTES = 100;
    /** The difference to the previous duration, and the number of its occurrences. */
    private static final int MAX_DURATION_BYTES = 20;
    /** The number of occurrences, the mass, and the length of the name. */
    private static final int MAX_COMMODITY_BYTES = 24;
    /** A time, two flags, and the length of the run's id. */
    private static final int MAX_WAITING_TRAIN_BYTES = 16;

    private static final int MAX_CHARACTER_BYTES = 3;

    private final Map<Long, Pane> panes = new HashMap<>();
    private final Map<String, WaitingTrain> waitingTrains = new HashMap<>();

    /** The last event that contributed; null if time did, or after a restart. */
    private EventCause cause;

    /** Whether the store holds an earlier state of this sum. */
    private boolean isStored;

    static PendingSum ofStored(AggregateUpdate.Batch batch) {
        PendingSum pending = new PendingSum();
        pending.panes.putAll(batch.panes());
        pending.waitingTrains.putAll(batch.waitingTrains());
        pending.isStored = true;
        return pending;
    }

    int add(AggregateUpdate.Delta delta) {
        Pane pane = panes.get(delta.minute());
        int bytes = maxBytes(delta.measurement());
        if (pane == null) {
            pane = new Pane();
            panes.put(delta.minute(), pane);
            bytes += MAX_PANE_BYTES;
        }
        pane.add(delta.measurement(), delta.sign());
        causedBy(delta.cause());
        return bytes;
    }

    int add(AggregateUpdate.WaitingTrainChanged change) {
        waitingTrains.put(change.run(), change.train());
        causedBy(change.cause());
        return MAX_WAITING_TRAIN_BYTES + MAX_CHARACTER_BYTES * change.run().length();
    }

    private static int maxBytes(Measurement measurement) {
        if (measurement instanceof Measurement.Trip trip) {
            int bytes = 0;
            for (Commodity commodity : trip.commodities()) {
                bytes += maxBytes(commodity);
            }
            return bytes;
        }
        return MAX_DURATION_BYTES;
    }

    /** A pane counts a commodity twice: by its code, and by its chapter and consignee. */
    private static int maxBytes(Commodity commodity) {
        int bytes = MAX_COMMODITY_BYTES + MAX_CHARACTER_BYTES * commodity.hs().length();
        return commodity.consignee() == null
                ? bytes
                : bytes
                        + MAX_COMMODITY_BYTES
                        + MAX_CHARACTER_BYTES * (3 + commodity.consignee().length());
    }

    private void causedBy(EventCause event) {
        if (event != null) {
            cause = event;
        }
    }

    EventCause cause() {
        return cause;
    }

    boolean isStored() {
        return isStored;
    }

    void setStored() {
        isStored = true;
    }

    /** The sum as a message, without panes that are zero. */
    AggregateUpdate.Batch toBatch() {
        panes.values().removeIf(Pane::isZero);
        return new AggregateUpdate.Batch(panes, waitingTrains);
    }
}

package dev.goldencorridor.processor.reset;

import dev.goldencorridor.processor.aggregation.RememberedResults;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.alerts.RememberedAlerts;
import dev.goldencorridor.processor.messages.WaitingTrainCodec;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What survives a reset of the application's stores. Counts do not, since they are recounted from the movements. What was
 * published does: its revisions go on, and an alert that is open is not raised twice. To apply it twice is to apply it once,
 * so that a reset can be repeated.
 */
public final class PublishedState {
    /** The stores that have a changelog. */
    public static final List<String> STORES = List.of(RunProcessor.STORE, RollingProcessor.STORE, AlertProcessor.STORE);

    private final CorridorCalendar calendar;
    private final long completeFrom;
    private final long resetAt;

    /**
     * What a reset knows. Instants are milliseconds since 1970-01-01T00:00Z.
     *
     * @param calendar what a day is from now on
     * @param completeFrom since when all movements are kept; {@link Long#MIN_VALUE} if none was ever deleted
     * @param resetAt the present
     */
    public PublishedState(CorridorCalendar calendar, long completeFrom, long resetAt) {
        this.calendar = calendar;
        this.completeFrom = completeFrom;
        this.resetAt = resetAt;
    }

    /**
     * Whether a published result cannot be recounted: its calendar period begins before all movements are kept.
     *
     * @param key of an aggregate topic, for example {@code PORT/CNHRS/DAY:2026-11-01}
     */
    public boolean isLost(String key) {
        Period period = Period.ofName(key.substring(key.lastIndexOf('/') + 1));
        return period != null && calendar.firstMillis(period) < completeFrom;
    }

    /**
     * What is kept of an entry of a store; null if nothing is.
     *
     * @param store one of {@link #STORES}
     * @param value null if the entry is deleted
     */
    public byte[] survivor(String store, String key, byte[] value) {
        if (value == null) {
            return null;
        }
        if (store.equals(RollingProcessor.STORE)) {
            return RememberedResults.isPublication(key) && !isLost(key)
                    ? RememberedResults.withUnknownContent(value)
                    : null;
        }
        return store.equals(AlertProcessor.STORE) ? RememberedAlerts.survivor(key, value) : null;
    }

    /** The marks that each partition of a store gets besides, by key. */
    public Map<String, byte[]> marks(String store) {
        Map<String, byte[]> marks = new HashMap<>();
        if (store.equals(RollingProcessor.STORE) && completeFrom > Long.MIN_VALUE) {
            marks.put(RememberedResults.COMPLETE_FROM_KEY, RememberedResults.completeFrom(completeFrom));
        }
        if (store.equals(AlertProcessor.STORE)) {
            marks.put(RememberedAlerts.RECOUNT_KEY, RememberedAlerts.recountSince(resetAt));
        }
        return marks;
    }

    /** How many raised alerts an entry of a store holds, about trains or ports. */
    public int openAlerts(String store, String key, byte[] value) {
        return isAbsent(store, AlertProcessor.STORE, value) ? 0 : RememberedAlerts.open(key, value, Long.MAX_VALUE);
    }

    /** How many of these are counted from before all movements are kept, so that they may not be found again. */
    public int lostAlerts(String store, String key, byte[] value) {
        return isAbsent(store, AlertProcessor.STORE, value) ? 0 : RememberedAlerts.open(key, value, completeFrom);
    }

    /** The train that an entry of a store says is at a port; null if it says of none. */
    public TrainAtPort trainAtPort(String store, String key, byte[] value) {
        if (isAbsent(store, RollingProcessor.STORE, value) || !RememberedResults.isStanding(key)) {
            return null;
        }
        WaitingTrain waiting = WaitingTrainCodec.fromBytes(value);
        return new TrainAtPort(waiting.arrivedAt() < completeFrom);
    }

    /**
     * A train at a port.
     *
     * @param isLost whether it arrived before all movements are kept, so that it will not be known any more
     */
    public record TrainAtPort(boolean isLost) {}

    private static boolean isAbsent(String store, String wanted, byte[] value) {
        return value == null || !store.equals(wanted);
    }
}

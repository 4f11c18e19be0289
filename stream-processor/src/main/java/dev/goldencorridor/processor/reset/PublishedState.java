package dev.goldencorridor.processor.reset;

import dev.goldencorridor.processor.aggregation.RememberedResults;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.alerts.RememberedAlerts;
import dev.goldencorridor.processor.messages.WaitingTrainCodec;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.publishers.PublisherProcessor;
import dev.goldencorridor.processor.publishers.RememberedStatuses;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.RecordParts;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Hour;
import dev.goldencorridor.processor.windows.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which entries of the application's stores survive a reset. Counts do not survive, since they are recounted
 * from the movements. Published state survives: its revisions continue, and an open alert is not raised twice. The
 * decisions are idempotent, so that a reset can be repeated.
 */
public final class PublishedState {
    /** The stores that have a changelog. */
    public static final List<String> STORES =
            List.of(RunProcessor.STORE, RollingProcessor.STORE, AlertProcessor.STORE, PublisherProcessor.STORE);

    private final CorridorCalendar calendar;
    private final long completeFrom;
    private final long resetAt;

    /**
     * All instants are milliseconds since 1970-01-01T00:00Z.
     *
     * @param calendar the calendar after the reset
     * @param completeFrom the instant since which all movements are stored; {@link Long#MIN_VALUE} if none was ever
     *     deleted
     * @param resetAt the time of the reset
     */
    public PublishedState(CorridorCalendar calendar, long completeFrom, long resetAt) {
        this.calendar = calendar;
        this.completeFrom = completeFrom;
        this.resetAt = resetAt;
    }

    /**
     * Whether a published result cannot be recounted, since its calendar period begins before {@code completeFrom}.
     *
     * @param key of an aggregate topic, for example {@code PORT/CNHRS/DAY:2026-11-01}
     */
    public boolean isLost(String key) {
        String window = key.substring(key.lastIndexOf('/') + 1);
        Hour hour = Hour.ofName(window);
        Period period = Period.ofName(window);
        return (hour != null && hour.firstMillis() < completeFrom)
                || (period != null && calendar.firstMillis(period) < completeFrom);
    }

    /**
     * The value that an entry of a store has after the reset; null if the entry does not survive.
     *
     * @param store one of {@link #STORES}
     * @param value null if the entry was deleted
     */
    public byte[] survivor(String store, String key, byte[] value) {
        if (value == null) {
            return null;
        }
        if (store.equals(RollingProcessor.STORE)) {
            return RememberedResults.isEmittedValue(key) && !isLost(key)
                    ? RememberedResults.withUnknownContent(key, value)
                    : null;
        }
        if (store.equals(PublisherProcessor.STORE)) {
            return RememberedStatuses.survivor(key, value);
        }
        if (store.equals(RunProcessor.STORE)) {
            byte[] alerts = alertsOf(store, key, value);
            return alerts == null ? null : new RecordParts(null, RememberedAlerts.survivorOfRun(alerts)).toBytes();
        }
        return store.equals(AlertProcessor.STORE) ? RememberedAlerts.survivor(key, value) : null;
    }

    /** The entries that a reset adds to each partition of a store, by key. */
    public Map<String, byte[]> marks(String store) {
        Map<String, byte[]> marks = new HashMap<>();
        if (store.equals(RollingProcessor.STORE) && completeFrom > Long.MIN_VALUE) {
            marks.put(RememberedResults.COMPLETE_FROM_KEY, RememberedResults.completeFrom(completeFrom));
        }
        if (store.equals(AlertProcessor.STORE)) {
            marks.put(RememberedAlerts.RECOUNT_KEY, RememberedAlerts.recountMark(resetAt));
        }
        return marks;
    }

    /** The alerts of a run in an entry of a store; null for every other entry. The run's visits do not survive. */
    private static byte[] alertsOf(String store, String key, byte[] value) {
        boolean isRun = !isAbsent(store, RunProcessor.STORE, value) && key.charAt(0) == RunProcessor.RUNS;
        return isRun ? RecordParts.of(value).second() : null;
    }

    /** The number of raised alerts in an entry of a store, about trains or ports. */
    public int openAlerts(String store, String key, byte[] value) {
        return countRaised(store, key, value, Long.MAX_VALUE);
    }

    /** The number of alerts that were raised before {@code completeFrom}; the recount may not raise them again. */
    public int lostAlerts(String store, String key, byte[] value) {
        return countRaised(store, key, value, completeFrom);
    }

    private static int countRaised(String store, String key, byte[] value, long before) {
        byte[] alertsOfRun = alertsOf(store, key, value);
        if (alertsOfRun != null) {
            return RememberedAlerts.countRaisedOfRun(alertsOfRun, before);
        }
        return isAbsent(store, AlertProcessor.STORE, value) ? 0 : RememberedAlerts.countRaised(key, value, before);
    }

    /** The train at a port that an entry of a store describes; null for every other entry. */
    public TrainAtPort trainAtPort(String store, String key, byte[] value) {
        if (isAbsent(store, RollingProcessor.STORE, value) || !RememberedResults.isWaitingTrain(key)) {
            return null;
        }
        WaitingTrain waiting = WaitingTrainCodec.fromBytes(value);
        return new TrainAtPort(waiting.arrivedAt() < completeFrom);
    }

    /**
     * A train at a port.
     *
     * @param isLost whether the train arrived before {@code completeFrom}, so that the recount cannot find it
     */
    public record TrainAtPort(boolean isLost) {}

    private static boolean isAbsent(String store, String wanted, byte[] value) {
        return value == null || !store.equals(wanted);
    }
}

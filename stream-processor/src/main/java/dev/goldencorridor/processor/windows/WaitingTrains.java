package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.WaitingTrain;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The trains at one port that wait for something, the longest-waiting first. Not safe for use by several threads. */
public final class WaitingTrains {
    private static final Comparator<Train> OLDEST_FIRST =
            Comparator.comparingLong(Train::arrivedAt).thenComparing(Train::run);

    private final Map<String, WaitingTrain> byRun = new HashMap<>();
    private final NavigableSet<Train> awaiting = new TreeSet<>(OLDEST_FIRST);
    private final NavigableSet<Train> presentAwaiting = new TreeSet<>(OLDEST_FIRST);
    private long present;
    /** How many open trains came before {@code countedBefore}: it follows the clock, so that few have to be looked at. */
    private int openBefore;

    private long countedBefore = Long.MIN_VALUE;

    /**
     * A train and when it came.
     *
     * @param arrivedAt milliseconds since 1970-01-01T00:00Z
     */
    public record Train(long arrivedAt, String run) {}

    /** Sets how a run stands; null when it waits for nothing any more. */
    public void set(String run, WaitingTrain standing) {
        WaitingTrain before = standing == null ? byRun.remove(run) : byRun.put(run, standing);
        if (before != null) {
            count(run, before, false);
        }
        if (standing != null) {
            count(run, standing, true);
        }
    }

    private void count(String run, WaitingTrain standing, boolean in) {
        Train train = new Train(standing.arrivedAt(), run);
        if (standing.awaitsRelease()) {
            setMember(awaiting, train, in);
            if (standing.arrivedAt() < countedBefore) {
                openBefore += in ? 1 : -1;
            }
        }
        if (standing.present()) {
            present += in ? 1 : -1;
        }
        if (standing.present() && standing.awaitsRelease()) {
            setMember(presentAwaiting, train, in);
        }
    }

    private static void setMember(NavigableSet<Train> set, Train train, boolean in) {
        if (in) {
            set.add(train);
        } else {
            set.remove(train);
        }
    }

    public boolean isEmpty() {
        return byRun.isEmpty();
    }

    /** Arrived and not released, whether or not a departure was reported. */
    public int open() {
        return awaiting.size();
    }

    /** The open train that came first; null if none is open. */
    public Train oldestOpen() {
        return awaiting.isEmpty() ? null : awaiting.first();
    }

    /** How many open trains came before the given instant (milliseconds since 1970-01-01T00:00Z). */
    public int openSinceBefore(long millis) {
        if (millis < countedBefore) {
            openBefore -= between(millis, countedBefore);
        } else if (millis > countedBefore) {
            openBefore += between(countedBefore, millis);
        }
        countedBefore = millis;
        return openBefore;
    }

    private int between(long from, long to) {
        return awaiting.subSet(new Train(from, ""), true, new Train(to, ""), false)
                .size();
    }

    /** Arrived and not departed. */
    public long present() {
        return present;
    }

    public int presentAwaitingRelease() {
        return presentAwaiting.size();
    }

    /** The train that is present and has awaited release longest; null if none does. */
    public Train oldestPresentAwaiting() {
        return presentAwaiting.isEmpty() ? null : presentAwaiting.first();
    }
}

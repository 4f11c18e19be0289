package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.WaitingTrain;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The trains that wait at one port, ordered by their arrival. Not thread-safe. */
public final class WaitingTrains {
    private static final Comparator<Train> OLDEST_FIRST =
            Comparator.comparingLong(Train::arrivedAt).thenComparing(Train::run);

    private final Map<String, WaitingTrain> byRun = new HashMap<>();
    private final NavigableSet<Train> open = new TreeSet<>(OLDEST_FIRST);
    private final NavigableSet<Train> presentOpen = new TreeSet<>(OLDEST_FIRST);
    private long present;
    /**
     * The number of open trains that arrived before {@code countedBefore}. That instant follows the clock, so that an
     * update visits few trains.
     */
    private int openBefore;

    private long countedBefore = Long.MIN_VALUE;

    /**
     * A train and its arrival.
     *
     * @param arrivedAt milliseconds since 1970-01-01T00:00Z
     */
    public record Train(long arrivedAt, String run) {}

    /** Sets the waiting train of a run; null when it no longer waits. */
    public void set(String run, WaitingTrain waiting) {
        WaitingTrain before = waiting == null ? byRun.remove(run) : byRun.put(run, waiting);
        if (before != null) {
            count(run, before, false);
        }
        if (waiting != null) {
            count(run, waiting, true);
        }
    }

    private void count(String run, WaitingTrain waiting, boolean isAdded) {
        Train train = new Train(waiting.arrivedAt(), run);
        if (waiting.awaitsRelease()) {
            setMember(open, train, isAdded);
            if (waiting.arrivedAt() < countedBefore) {
                openBefore += isAdded ? 1 : -1;
            }
        }
        if (waiting.present()) {
            present += isAdded ? 1 : -1;
        }
        if (waiting.present() && waiting.awaitsRelease()) {
            setMember(presentOpen, train, isAdded);
        }
    }

    private static void setMember(NavigableSet<Train> set, Train train, boolean isMember) {
        if (isMember) {
            set.add(train);
        } else {
            set.remove(train);
        }
    }

    public boolean isEmpty() {
        return byRun.isEmpty();
    }

    /** The number of trains that arrived and are not released, whether or not a departure was reported. */
    public int open() {
        return open.size();
    }

    /** The open train that arrived first; null if none is open. */
    public Train oldestOpen() {
        return open.isEmpty() ? null : open.first();
    }

    /** The number of open trains that arrived before an instant (milliseconds since 1970-01-01T00:00Z). */
    public int openArrivedBefore(long millis) {
        if (millis < countedBefore) {
            openBefore -= openArrivedBetween(millis, countedBefore);
        } else if (millis > countedBefore) {
            openBefore += openArrivedBetween(countedBefore, millis);
        }
        countedBefore = millis;
        return openBefore;
    }

    private int openArrivedBetween(long from, long before) {
        return open.subSet(new Train(from, ""), true, new Train(before, ""), false)
                .size();
    }

    /** The number of trains that arrived and have not departed. */
    public long present() {
        return present;
    }

    /** The number of present trains that are not released. */
    public int presentAwaitingRelease() {
        return presentOpen.size();
    }

    /** The train that is present and has awaited its release longest; null if there is none. */
    public Train oldestPresentAwaiting() {
        return presentOpen.isEmpty() ? null : presentOpen.first();
    }
}

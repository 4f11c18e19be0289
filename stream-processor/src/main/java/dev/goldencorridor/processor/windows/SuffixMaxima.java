package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.Arrays;

/**
 * The extreme duration of one kind since any minute, as a {@linkplain Extreme score}. The list contains the minutes
 * whose score is greater than that of every later minute. Since all windows end now, one list serves them all. It is
 * short: of n minutes in random order it contains about ln n.
 *
 * <p>A change of the last minute has an amortised cost that does not depend on the number of minutes. A retraction can
 * lower the score of a listed minute. Then the minutes that it hid are evaluated again.
 */
final class SuffixMaxima {
    /** Minutes ascend, their scores descend. The elements from {@code first} to before {@code end} are in use. */
    private long[] minutes = new long[8];

    private long[] scores = new long[8];
    private int first;
    private int end;
    private final Extreme extreme;

    SuffixMaxima(Extreme extreme) {
        this.extreme = extreme;
    }

    /** The greatest score of the minutes after the given one; {@link Extreme#NONE} if there is none. */
    long after(long minute) {
        int at = firstAt(minute + 1);
        return at == end ? Extreme.NONE : scores[at];
    }

    /** Evicts the minutes up to the given one. */
    void evictUpTo(long minute) {
        while (first < end && minutes[first] <= minute) {
            first++;
        }
    }

    /**
     * Follows a change of a minute's score.
     *
     * @param now the minute's score after the change; {@link Extreme#NONE} if it has no duration any more
     * @param panes all panes, the minute's own after the change
     */
    void change(long minute, long now, MinutePanes panes, DurationKind kind) {
        int at = firstAt(minute);
        boolean isListed = at < end && minutes[at] == minute;
        int later = isListed ? at + 1 : at;
        long laterScore = later == end ? Extreme.NONE : scores[later];
        boolean isLower = isListed && now < scores[at];
        long hiddenAfter = isLower ? (at == first ? Long.MIN_VALUE : minutes[at - 1]) : minute;
        if (now > laterScore) {
            int hiddenFrom = firstHidden(at, now);
            if (isListed) {
                scores[at] = now;
                remove(hiddenFrom, at);
            } else {
                remove(hiddenFrom, at);
                insert(hiddenFrom, minute, now);
            }
        } else if (isListed) {
            remove(at, at + 1);
        }
        if (isLower) {
            listUnhidden(hiddenAfter, minute, Math.max(now, laterScore), panes, kind);
        }
    }

    /** The first of the listed minutes before an index that a score of {@code now} hides. */
    private int firstHidden(int at, long now) {
        int hiddenFrom = at;
        while (hiddenFrom > first && scores[hiddenFrom - 1] <= now) {
            hiddenFrom--;
        }
        return hiddenFrom;
    }

    /** Lists the minutes between two others that are no longer hidden. */
    private void listUnhidden(long after, long before, long laterScore, MinutePanes panes, DurationKind kind) {
        long limit = laterScore;
        for (int i = panes.indexBefore(before); i >= 0 && panes.minute(i) > after; i = panes.previous(i)) {
            long candidate = panes.score(i, extreme, kind);
            if (candidate > limit) {
                insert(firstAt(panes.minute(i)), panes.minute(i), candidate);
                limit = candidate;
            }
        }
    }

    /** The first index whose minute is not before the given one. */
    private int firstAt(long minute) {
        if (first == end || minutes[end - 1] < minute) {
            return end;
        }
        int found = Arrays.binarySearch(minutes, first, end, minute);
        return found >= 0 ? found : -found - 1;
    }

    private void remove(int from, int to) {
        if (from < to) {
            System.arraycopy(minutes, to, minutes, from, end - to);
            System.arraycopy(scores, to, scores, from, end - to);
            end -= to - from;
        }
    }

    private void insert(int at, long minute, long value) {
        int index = at;
        if (end == minutes.length) {
            int size = end - first;
            int capacity = first > size ? minutes.length : minutes.length * 2;
            minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, first, end), capacity);
            scores = Arrays.copyOf(Arrays.copyOfRange(scores, first, end), capacity);
            index -= first;
            first = 0;
            end = size;
        }
        System.arraycopy(minutes, index, minutes, index + 1, end - index);
        System.arraycopy(scores, index, scores, index + 1, end - index);
        minutes[index] = minute;
        scores[index] = value;
        end++;
    }
}

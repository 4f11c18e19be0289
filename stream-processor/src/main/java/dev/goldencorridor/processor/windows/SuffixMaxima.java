package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.Arrays;

/**
 * The longest duration since any minute, of one measure: the minutes whose longest is longer than that of every later
 * one. Since all windows end now, one such list serves them all, and it is short: of n minutes in random order it holds
 * about ln n.
 *
 * <p>A minute that comes at the end costs, amortised, the same however many there are. When a minute that is in the list
 * becomes shorter, which takes a retraction, those that it hid are looked at again.
 */
final class SuffixMaxima {
    /** Minutes ascend, their longest descend; in use are those from {@code first} to before {@code end}. */
    private long[] minutes = new long[8];

    private long[] longest = new long[8];
    private int first;
    private int end;

    /** The longest in the minutes after the given one; -1 if there is none. */
    long after(long minute) {
        int at = firstAt(minute + 1);
        return at == end ? -1 : longest[at];
    }

    /** Forgets the minutes up to the given one. */
    void forgetUpTo(long minute) {
        while (first < end && minutes[first] <= minute) {
            first++;
        }
    }

    /**
     * Takes in that a minute's longest has changed.
     *
     * @param now the minute's longest as it is, -1 if it has none any more
     * @param panes all panes, the minute's own with the change
     */
    void change(long minute, long now, MinutePanes panes, DurationKind measure) {
        int at = firstAt(minute);
        boolean listed = at < end && minutes[at] == minute;
        int later = listed ? at + 1 : at;
        long longestLater = later == end ? -1 : longest[later];
        boolean shorter = listed && now < longest[at];
        long hiddenAfter = shorter ? (at == first ? Long.MIN_VALUE : minutes[at - 1]) : minute;
        if (now > longestLater) {
            int shorterFrom = at;
            while (shorterFrom > first && longest[shorterFrom - 1] <= now) {
                shorterFrom--;
            }
            if (listed) {
                longest[at] = now;
                remove(shorterFrom, at);
            } else {
                remove(shorterFrom, at);
                insert(shorterFrom, minute, now);
            }
        } else if (listed) {
            remove(at, at + 1);
        }
        if (shorter) {
            showHidden(hiddenAfter, minute, Math.max(now, longestLater), panes, measure);
        }
    }

    private void showHidden(long after, long before, long longestLater, MinutePanes panes, DurationKind measure) {
        long limit = longestLater;
        for (int i = panes.indexBefore(before); i >= 0 && panes.minute(i) > after; i = panes.previous(i)) {
            long candidate = panes.longest(i, measure);
            if (candidate > limit) {
                insert(firstAt(panes.minute(i)), panes.minute(i), candidate);
                limit = candidate;
            }
        }
    }

    /** The first place whose minute is not before the given one. */
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
            System.arraycopy(longest, to, longest, from, end - to);
            end -= to - from;
        }
    }

    private void insert(int at, long minute, long value) {
        int place = at;
        if (end == minutes.length) {
            int size = end - first;
            int capacity = first > size ? minutes.length : minutes.length * 2;
            minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, first, end), capacity);
            longest = Arrays.copyOf(Arrays.copyOfRange(longest, first, end), capacity);
            place -= first;
            first = 0;
            end = size;
        }
        System.arraycopy(minutes, place, minutes, place + 1, end - place);
        System.arraycopy(longest, place, longest, place + 1, end - place);
        minutes[place] = minute;
        longest[place] = value;
        end++;
    }
}

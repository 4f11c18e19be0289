package dev.goldencorridor.benchmarks.peers;

import java.util.Map;

/** What the final answers of a contender are. */
enum Reading {
    /** The last value of each key, for windows of whole minutes that end with the clock's. */
    ROLLING(false) {
        @Override
        Map<String, Answer> expected(Recount recount, long end) {
            return recount.rolling(end);
        }
    },
    /** The value of the windows that end at the end. */
    HOPPING(true) {
        @Override
        Map<String, Answer> expected(Recount recount, long end) {
            return recount.hopping(end);
        }
    },
    /** The value of the windows that end with the last trip of their dimension. */
    SLIDING(true) {
        @Override
        Map<String, Answer> expected(Recount recount, long end) {
            return recount.sliding();
        }
    },
    /** How many trips there were in all. */
    TOTAL(false) {
        @Override
        Map<String, Answer> expected(Recount recount, long end) {
            return recount.total(RawConsume.KEY, end);
        }
    };

    private final boolean byEnd;

    Reading(boolean byEnd) {
        this.byEnd = byEnd;
    }

    /** Whether a key's value counts only for the end that it names, rather than until the next one. */
    boolean isByEnd() {
        return byEnd;
    }

    /** The right answers by brute force, with the clock in the last minute before the end. */
    abstract Map<String, Answer> expected(Recount recount, long end);
}

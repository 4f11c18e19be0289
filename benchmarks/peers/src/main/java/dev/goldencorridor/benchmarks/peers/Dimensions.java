package dev.goldencorridor.benchmarks.peers;

import java.util.stream.IntStream;

/** What trips are counted in. */
public final class Dimensions {
    /** How many there are. */
    static final int COUNT = 100;

    private Dimensions() {}

    /** They are numbered from 0. */
    public static IntStream all() {
        return IntStream.range(0, COUNT);
    }
}

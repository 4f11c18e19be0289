package dev.goldencorridor.benchmarks.freshness;

import java.time.Duration;

/**
 * When each event shall be published, whatever happens to those before it: latency counts from there, so that a pipeline
 * that holds up its publisher does not look the fresher for it.
 *
 * @param startNanos the beginning, by {@link System#nanoTime()}
 * @param rate load events a second
 * @param probeEvery time between two probes
 * @param warmUp probes due before do not count
 * @param length of the whole, with the warm-up
 */
record Timetable(long startNanos, int rate, Duration probeEvery, Duration warmUp, Duration length) {
    long eventDue(long number) {
        return startNanos + (long) (number * 1e9 / rate);
    }

    long events() {
        return (long) (length.toNanos() / 1e9 * rate);
    }

    long probeDue(long number) {
        return startNanos + number * probeEvery.toNanos();
    }

    long probes() {
        return length.toNanos() / probeEvery.toNanos();
    }

    boolean counts(long probe) {
        return probeDue(probe) - startNanos >= warmUp.toNanos();
    }
}

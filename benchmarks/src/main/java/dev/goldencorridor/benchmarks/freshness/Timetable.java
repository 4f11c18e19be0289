package dev.goldencorridor.benchmarks.freshness;

import java.time.Duration;

/**
 * The due time of each event, which does not depend on earlier events. Latency counts from the due time. A pipeline
 * that delays its publisher therefore does not appear faster.
 *
 * @param startNanos the start, by {@link System#nanoTime()}
 * @param rate load events a second
 * @param probeEvery time between two probes
 * @param warmUp initial time whose probes do not count
 * @param length total time, including the warm-up
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

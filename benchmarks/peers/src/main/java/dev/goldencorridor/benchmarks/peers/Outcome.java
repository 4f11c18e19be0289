package dev.goldencorridor.benchmarks.peers;

import java.time.Duration;
import java.util.Locale;

/**
 * One run of one contender.
 *
 * @param trips how many it processed
 * @param seconds from its first trip to the right answers
 * @param outputs how many records it wrote in that time
 * @param clientCpu processor time of its process in that time
 * @param brokerCpu the broker's, which the reading of its output adds to
 * @param restartSeconds from starting it again after a kill until it had answers to further trips; NaN: not tried
 * @param fault what was wrong, or null
 */
record Outcome(
        int round,
        Contender contender,
        long trips,
        double seconds,
        long outputs,
        Duration clientCpu,
        Duration brokerCpu,
        double restartSeconds,
        String fault) {

    /** One that did not come to its answers. */
    static Outcome wrong(int round, Contender contender, long trips, String fault) {
        return new Outcome(round, contender, trips, Double.NaN, 0, Duration.ZERO, Duration.ZERO, Double.NaN, fault);
    }

    boolean isRight() {
        return fault == null;
    }

    double tripsPerSecond() {
        return trips / seconds;
    }

    double clientCpuPerMillion() {
        return perMillion(clientCpu);
    }

    double brokerCpuPerMillion() {
        return perMillion(brokerCpu);
    }

    /** In one line. */
    String summary() {
        return isRight()
                ? String.format(
                        Locale.ROOT,
                        "%s: %,.0f trips/s (%.2f s), CPU per million %.2f s and %.2f s of the broker, %,d records out, "
                                + "restart %.1f s",
                        contender.label(),
                        tripsPerSecond(),
                        seconds,
                        clientCpuPerMillion(),
                        brokerCpuPerMillion(),
                        outputs,
                        restartSeconds)
                : contender.label() + ": WRONG: " + fault;
    }

    private double perMillion(Duration cpu) {
        return cpu.toMillis() / 1000.0 / (trips / 1e6);
    }
}

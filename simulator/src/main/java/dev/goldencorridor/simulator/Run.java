package dev.goldencorridor.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;

/**
 * One planned run of one train. {@link RunScenario} simulates it.
 *
 * @param outbound whether it leaves China
 * @param number counts the runs of a direction that begin on one date, from 0
 * @param start the planned start (UTC)
 * @param grainKilograms the load of a whole grain train; 0 for a mixed train
 * @param handling factor on all handling times at its border port, relative to 2025
 * @param seed of the random sequence of its scenario
 */
record Run(
        boolean outbound,
        Network.Hub hub,
        Network.BorderPort port,
        String farEnd,
        int number,
        Instant start,
        long grainKilograms,
        double handling,
        long seed) {
    private static final double OUTBOUND_SHARE = 0.57;
    private static final double GRAIN_SHARE = 0.14;

    /** Draws a run over the port that begins on the date, in the zone of its origin. */
    static Run draw(
            SeededRandom chance, LocalDate day, Network.BorderPort port, Map<Network.Hub, Double> hubs, int number) {
        boolean outbound = chance.happens(OUTBOUND_SHARE);
        Network.Hub hub = chance.pick(hubs);
        String farEnd = chance.pick(Network.farEnds(port));
        int hour = chance.between(0, 23);
        if (hour < 6 && chance.happens(0.5)) {
            hour += chance.between(6, 14);
        }
        // When clocks go forward in spring, the time moves on, but never to another date.
        Instant start = day.atTime(LocalTime.of(hour, chance.between(0, 59)))
                .atZone(Places.zone(outbound ? hub.code() : farEnd))
                .toInstant();
        boolean grain = !outbound && Network.isGrainRelation(farEnd, hub) && chance.happens(GRAIN_SHARE);
        return new Run(
                outbound,
                hub,
                port,
                farEnd,
                number,
                start,
                grain ? Math.round(1_000 * chance.between(1_050.0, 1_250.0)) : 0,
                Network.handling(day.getYear()),
                chance.seed());
    }

    String origin() {
        return outbound ? hub.code() : farEnd;
    }

    String destination() {
        return outbound ? farEnd : hub.code();
    }

    String trainNumber() {
        return String.format(Locale.ROOT, outbound ? "X8%03d" : "X9%03d", number * 2 + 3);
    }

    /** The date on which it begins, in its origin's zone. */
    LocalDate startDate() {
        return LocalDate.ofInstant(start, Places.zone(origin()));
    }

    String runId() {
        return "CR|" + trainNumber() + "|" + startDate();
    }

    Run startingAt(Instant time) {
        return new Run(outbound, hub, port, farEnd, number, time, grainKilograms, handling, seed);
    }

    Run numbered(int other) {
        return new Run(outbound, hub, port, farEnd, other, start, grainKilograms, handling, seed);
    }

    Run carryingGrain(long kilograms) {
        return new Run(outbound, hub, port, farEnd, number, start, kilograms, handling, seed);
    }
}

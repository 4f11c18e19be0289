package dev.goldencorridor.producer.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which runs begin on a day: more each year, fewer in the weeks of the spring festival, fewer by night. */
final class Traffic {
    private static final double YEARLY_GROWTH = 1.076;
    private static final int YEAR_OF_RATES = 2025;
    private static final double OUTBOUND_SHARE = 0.57;
    /** January to December; the mean is 1. */
    private static final double[] SEASON = {0.97, 0.88, 1.00, 1.01, 1.03, 1.04, 1.02, 1.01, 1.02, 1.00, 1.02, 1.00};

    private final long seed;
    private final double scale;

    Traffic(long seed, double scale) {
        this.seed = seed;
        this.scale = scale;
    }

    /** The runs that leave their origins on this date, in the origins' own zones. */
    List<Run> startingOn(LocalDate day) {
        List<Run> runs = new ArrayList<>();
        int index = 0;
        for (Network.BorderPort port : Network.PORTS) {
            int trains = trains(day, port);
            for (int i = 0; i < trains; i++) {
                runs.add(run(day, port, index++));
            }
        }
        return runs;
    }

    private int trains(LocalDate day, Network.BorderPort port) {
        Chance chance = Chance.of(seed, day.toEpochDay(), -1 - Network.PORTS.indexOf(port));
        int years = Math.max(-14, Math.min(20, day.getYear() - YEAR_OF_RATES));
        double mean =
                port.trainsADay() * scale * StrictMath.pow(YEARLY_GROWTH, years) * SEASON[day.getMonthValue() - 1];
        double deviation = Math.min(2.6, 0.1 * mean);
        double drawn = Math.min(mean + 3 * deviation, Math.max(0, mean + deviation * chance.normal()));
        // Rounded by lot, so that small scales keep their mean.
        return (int) Math.floor(drawn) + (chance.happens(drawn - Math.floor(drawn)) ? 1 : 0);
    }

    private Run run(LocalDate day, Network.BorderPort port, int index) {
        Chance chance = Chance.of(seed, day.toEpochDay(), index);
        boolean outbound = chance.happens(OUTBOUND_SHARE);
        Network.Hub hub = chance.pick(Network.HUBS);
        String farEnd = chance.pick(Network.farEnds(port));
        String number = String.format(Locale.ROOT, outbound ? "X8%03d" : "X9%03d", index * 2 + 3);
        ZoneId zone = Places.zone(outbound ? hub.code() : farEnd);
        int hour = chance.between(0, 23);
        if (hour < 6 && chance.happens(0.5)) {
            hour += chance.between(6, 14);
        }
        Instant start = day.atTime(LocalTime.of(hour, chance.between(0, 59)))
                .atZone(zone)
                .toInstant();
        // A gap in spring, where clocks go forward, moves the time on, never to another date.
        return new Run(outbound, hub, port, farEnd, number, "CR|" + number + "|" + day, start, chance);
    }

    /** One run of one train, and the dice that decide the rest of it. */
    record Run(
            boolean outbound,
            Network.Hub hub,
            Network.BorderPort port,
            String farEnd,
            String trainNumber,
            String runId,
            Instant start,
            Chance chance) {}
}

package dev.goldencorridor.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Random traffic: more each year, fewer trains in the weeks of the spring festival and at night. */
final class DrawnTraffic implements Traffic {
    private static final double YEARLY_GROWTH = 1.076;
    private static final int YEAR_OF_RATES = 2025;

    private final long seed;
    private final double scale;

    DrawnTraffic(long seed, double scale) {
        this.seed = seed;
        this.scale = scale;
    }

    @Override
    public List<Run> startingOn(LocalDate day) {
        List<Run> runs = new ArrayList<>();
        for (Network.BorderPort port : Network.PORTS) {
            int trains = trains(day, port);
            for (int i = 0; i < trains; i++) {
                int index = runs.size();
                runs.add(Run.draw(SeededRandom.of(seed, day.toEpochDay(), index), day, port, Network.HUBS, index));
            }
        }
        return runs;
    }

    private int trains(LocalDate day, Network.BorderPort port) {
        SeededRandom chance = SeededRandom.of(seed, day.toEpochDay(), -1 - Network.PORTS.indexOf(port));
        int years = Math.max(-14, Math.min(20, day.getYear() - YEAR_OF_RATES));
        double mean = port.trainsADay() * scale * StrictMath.pow(YEARLY_GROWTH, years) * Season.of(day);
        double deviation = Math.min(2.6, 0.1 * mean);
        double drawn = Math.min(mean + 3 * deviation, Math.max(0, mean + deviation * chance.normal()));
        // Random rounding keeps the mean at small scales.
        return (int) Math.floor(drawn) + (chance.happens(drawn - Math.floor(drawn)) ? 1 : 0);
    }
}

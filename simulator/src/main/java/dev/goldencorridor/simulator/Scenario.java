package dev.goldencorridor.simulator;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A fixed simulation that yields the published figures. */
public enum Scenario {
    /**
     * Both ports, the hubs and the far ends in 2024 and 2025, by railway days (18:01 to 18:00 Beijing time). It
     * begins three days earlier, so that the trains under way exist. Trips and grain add up to the published figures.
     */
    CORRIDOR_2025("corridor-2025", LocalDate.of(2023, 12, 29), LocalDate.of(2025, 12, 31), 2025) {
        @Override
        Traffic traffic(long seed) {
            return new CalibratedTraffic(seed, PublishedTotals.CORRIDOR_2025);
        }
    };

    private final String name;
    private final LocalDate first;
    private final LocalDate last;
    private final long seed;

    Scenario(String name, LocalDate first, LocalDate last, long seed) {
        this.name = name;
        this.first = first;
        this.last = last;
        this.seed = seed;
    }

    /**
     * Finds the scenario by its name on the command line.
     *
     * @throws IllegalArgumentException if there is none; the message lists all scenarios
     */
    public static Scenario named(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called '" + name + "'; there is "
                        + Arrays.stream(values()).map(Scenario::toString).collect(Collectors.joining(", "))));
    }

    /** Creates the simulation. Planning it takes about a second. */
    public CorridorSimulation simulation() {
        int days = (int) ChronoUnit.DAYS.between(first, last.plusDays(1));
        return new CorridorSimulation(new SimulationPlan(seed, RailwayDay.begin(first), days, 1), traffic(seed));
    }

    abstract Traffic traffic(long seed);

    @Override
    public String toString() {
        return name;
    }
}

package dev.goldencorridor.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Random traffic whose trips add up to published totals.
 *
 * <p>A run is drawn and then shifted by whole days, until the event that counts it falls on the wanted railway day. A
 * run depends on the time of day but not on the date, so it stays the same run. The days of the Xi'an line come from
 * its own totals. The runs of the other lines fill the rest of the totals of the ports.
 */
final class CalibratedTraffic implements Traffic {
    private static final double[] WEEK = {1.02, 1.02, 1.01, 1.01, 1.00, 0.98, 0.96};
    private static final double DEVIATION = 0.12;
    /** The peak at Khorgos: 36 trains instead of the usual 28. */
    private static final double PEAK = 36.0 / 28.0;
    /** The random sequences of single runs begin at these indexes; smaller indexes belong to the days. */
    private static final int PORTS_OF_XIAN_RUNS = 1_000;

    private static final int XIAN_RUNS = 2_000;
    private static final int OTHER_RUNS = 3_000;

    private final long seed;
    /** Wanted trips at the ports that no run has taken yet. */
    private final Map<Handover, Long> wanted = new LinkedHashMap<>();

    private final List<Planned> planned = new ArrayList<>();
    private final Map<LocalDate, List<Run>> byStart = new HashMap<>();

    private record Handover(Network.BorderPort port, LocalDate day) {}

    private record Planned(Run run, LocalDate handedOver) {}

    CalibratedTraffic(long seed, PublishedTotals totals) {
        this.seed = seed;
        totals.ofPorts().forEach(this::wantAtPorts);
        totals.ofXian().forEach(this::runXian);
        runOthers();
        weighGrain(totals.grainYear(), 1_000 * totals.grainTonnes());
        number();
    }

    @Override
    public List<Run> startingOn(LocalDate day) {
        return List.copyOf(byStart.getOrDefault(day, List.of()));
    }

    private void wantAtPorts(PublishedTotals.Span span) {
        List<Handover> handovers = new ArrayList<>();
        for (Network.BorderPort port : Network.PORTS) {
            span.days().forEach(day -> handovers.add(new Handover(port, day)));
        }
        long[] trips = Apportionment.of(
                span.trips(),
                handovers.stream()
                        .mapToDouble(at -> at.port().trainsADay() * level(at.day(), Network.PORTS.indexOf(at.port())))
                        .toArray());
        for (int i = 0; i < trips.length; i++) {
            wanted.put(handovers.get(i), trips[i]);
        }
    }

    private void runXian(PublishedTotals.Span span) {
        List<LocalDate> days = span.days();
        long[] trips = Apportionment.of(
                span.trips(),
                days.stream()
                        .mapToDouble(day -> level(day, Network.PORTS.size()))
                        .toArray());
        for (int i = 0; i < trips.length; i++) {
            for (int index = 0; index < trips[i]; index++) {
                runXian(days.get(i), index);
            }
        }
    }

    private void runXian(LocalDate day, int index) {
        SeededRandom chance = SeededRandom.of(seed, day.toEpochDay(), PORTS_OF_XIAN_RUNS + index);
        Network.BorderPort drawn = chance.pick(Network.PORT_SHARES);
        for (Network.BorderPort port : List.of(drawn, Network.otherThan(drawn))) {
            Run run = countedOn(day, RunScenario::ran, draw(XIAN_RUNS + index, day, port, Map.of(Network.XIAN, 1.0)));
            Handover handover = new Handover(port, RailwayDay.of(scenario(run).handedOver()));
            if (take(handover)) {
                planned.add(new Planned(run, handover.day()));
                return;
            }
        }
        throw new IllegalStateException("the Xi'an line runs more trains about " + day + " than pass the ports");
    }

    /** Takes one wanted trip, if any is left. Days outside the totals have no limit and are not counted. */
    private boolean take(Handover handover) {
        if (wanted.getOrDefault(handover, Long.MAX_VALUE) <= 0) {
            return false;
        }
        wanted.computeIfPresent(handover, (at, trips) -> trips - 1);
        return true;
    }

    private void runOthers() {
        Map<Network.Hub, Double> others = new LinkedHashMap<>(Network.HUBS);
        others.remove(Network.XIAN);
        wanted.forEach((at, trips) -> {
            int first = OTHER_RUNS + 1_000 * Network.PORTS.indexOf(at.port());
            for (int index = 0; index < trips; index++) {
                Run drawn = draw(first + index, at.day(), at.port(), others);
                planned.add(new Planned(countedOn(at.day(), RunScenario::handedOver, drawn), at.day()));
            }
        });
    }

    private Run draw(int index, LocalDate day, Network.BorderPort port, Map<Network.Hub, Double> hubs) {
        return Run.draw(SeededRandom.of(seed, day.toEpochDay(), index), day, port, hubs, 0);
    }

    private static Run countedOn(LocalDate day, Function<RunScenario, Instant> counting, Run run) {
        LocalDate counted = RailwayDay.of(counting.apply(scenario(run)));
        return run.startingAt(run.start().plus(ChronoUnit.DAYS.between(counted, day), ChronoUnit.DAYS));
    }

    private static RunScenario scenario(Run run) {
        return RunScenario.of(run, Instant.MIN);
    }

    /** Distributes the total over the grain trains of the year. Each carries about its drawn load. */
    private void weighGrain(int year, long kilograms) {
        List<Integer> trains = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            if (planned.get(i).run().grainKilograms() > 0
                    && planned.get(i).handedOver().getYear() == year) {
                trains.add(i);
            }
        }
        long[] loads = Apportionment.of(
                kilograms,
                trains.stream()
                        .mapToDouble(i -> planned.get(i).run().grainKilograms())
                        .toArray());
        for (int i = 0; i < loads.length; i++) {
            Planned train = planned.get(trains.get(i));
            planned.set(trains.get(i), new Planned(train.run().carryingGrain(loads[i]), train.handedOver()));
        }
    }

    /** Numbers the runs: two runs of one direction that begin on the same date differ in their number. */
    private void number() {
        Map<String, Integer> given = new HashMap<>();
        for (Planned train : planned) {
            LocalDate start = train.run().startDate();
            int number = given.merge((train.run().outbound() ? "out " : "back ") + start, 1, Integer::sum) - 1;
            byStart.computeIfAbsent(start, any -> new ArrayList<>())
                    .add(train.run().numbered(number));
        }
        planned.clear();
    }

    /**
     * The traffic level of a day, 1 being usual.
     *
     * @param which one of several levels that vary independently
     */
    private double level(LocalDate day, int which) {
        double chance =
                1 + DEVIATION * SeededRandom.of(seed, day.toEpochDay(), which).normal();
        double level = Season.of(day) * WEEK[day.getDayOfWeek().getValue() - 1] * Math.max(0.5, chance);
        return Math.min(PEAK, level);
    }
}

package dev.goldencorridor.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The reports of a simulated corridor, in the order in which the port systems send them.
 *
 * <p>Every iteration gives the same reports. It creates the runs of each day when that day comes and holds only the
 * runs under way. Years need no more memory than weeks. A train that is at a place when the plan begins is omitted
 * there: no release comes without its arrival.
 */
public final class CorridorSimulation implements Iterable<SimulatedReport> {
    /** The longest run, with its latest report, takes less. */
    private static final int DAYS_UNDER_WAY = 16;
    /** A date begins in any zone of the corridor at most this long before it begins in UTC. */
    private static final Duration ZONES_AHEAD = Duration.ofHours(9);

    private final SimulationPlan plan;
    private final Traffic traffic;
    private final Disruptions disruptions;

    /**
     * Creates the simulation and chooses its disruptions.
     *
     * @throws IllegalArgumentException if the plan asks for more disruptions than fit its trains
     */
    public CorridorSimulation(SimulationPlan plan) {
        this(plan, new DrawnTraffic(plan.seed(), plan.scale()));
    }

    CorridorSimulation(SimulationPlan plan, Traffic traffic) {
        this.plan = plan;
        this.traffic = traffic;
        this.disruptions = Disruptions.of(plan, traffic);
    }

    public SimulationPlan plan() {
        return plan;
    }

    /** The injected delays that begin within the plan, ordered by their beginning. */
    public List<InjectedDelay> injectedDelays() {
        if (plan.delays().equals(InjectedDelays.NONE)) {
            return List.of();
        }
        return firstDay(plan)
                .datesUntil(LocalDate.ofInstant(plan.until().plus(ZONES_AHEAD), ZoneOffset.UTC)
                        .plusDays(1))
                .flatMap(day -> traffic.startingOn(day).stream())
                .filter(run -> disruptions.of(run).isPresent())
                .flatMap(run -> {
                    RunTimeline timeline = disruptions.timeline(run);
                    RunScenario unused = RunScenario.of(run, timeline, plan.isPrompt(), plan.from());
                    return timeline.injected().stream();
                })
                .filter(delay -> delay.since().isBefore(plan.until()))
                .sorted(Comparator.comparing(InjectedDelay::since))
                .toList();
    }

    /** The names of all port systems that may report in any simulation. */
    public static Set<String> publishers() {
        return Network.publishers();
    }

    @Override
    public Iterator<SimulatedReport> iterator() {
        return new Reports(plan, traffic, disruptions);
    }

    /** The reports as an ordered, lazy stream. */
    public Stream<SimulatedReport> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private static LocalDate firstDay(SimulationPlan plan) {
        return LocalDate.ofInstant(plan.from(), ZoneOffset.UTC).minusDays(DAYS_UNDER_WAY);
    }

    private static final class Reports implements Iterator<SimulatedReport> {
        private final PriorityQueue<Queued> queue =
                new PriorityQueue<>(Comparator.comparing((Queued queued) -> queued.report.reportedAt())
                        .thenComparingLong(queued -> queued.sequence));
        private final SimulationPlan plan;
        private final Traffic traffic;
        private final Disruptions disruptions;
        private final Duration ahead;
        private LocalDate nextDay;
        private long sequence;

        Reports(SimulationPlan plan, Traffic traffic, Disruptions disruptions) {
            this.plan = plan;
            this.traffic = traffic;
            this.disruptions = disruptions;
            this.ahead = plan.isAnnounced() ? ZONES_AHEAD.plus(RunTimeline.MAX_LEAD) : ZONES_AHEAD;
            this.nextDay = firstDay(plan);
        }

        @Override
        public boolean hasNext() {
            while (mayBeginBefore(
                    queue.isEmpty() ? plan.until() : queue.peek().report.reportedAt())) {
                for (Run run : traffic.startingOn(nextDay)) {
                    RunScenario scenario = RunScenario.of(run, disruptions.timeline(run), plan.isPrompt(), plan.from());
                    for (SimulatedReport report : scenario.reports()) {
                        if (report.reportedAt().isBefore(plan.until())) {
                            queue.add(new Queued(report, sequence++));
                        }
                    }
                }
                nextDay = nextDay.plusDays(1);
            }
            return !queue.isEmpty();
        }

        @Override
        public SimulatedReport next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the simulation ended at " + plan.until());
            }
            return queue.remove().report;
        }

        /** Whether a run of the next day may send a report before this time. */
        private boolean mayBeginBefore(Instant time) {
            return nextDay.atStartOfDay(ZoneOffset.UTC).toInstant().minus(ahead).isBefore(time);
        }
    }

    private record Queued(SimulatedReport report, long sequence) {}
}

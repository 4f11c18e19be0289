package dev.goldencorridor.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the disrupted runs of a plan and their disruptions. */
final class Disruptions {
    private static final List<Disruption> ALL = List.copyOf(EnumSet.allOf(Disruption.class));
    private static final long SALT = 0x0DE1_A7ED_0000_2011L;
    private static final long ORDER = -77;
    /** The absence of a silent train must become evident within the plan. */
    private static final Duration MISSED_AFTER = Duration.ofHours(36);

    private static final Duration SHOWS_WITHIN = Duration.ofHours(1);

    private final SimulationPlan plan;
    private final Map<Run, Disruption> chosen;

    private Disruptions(SimulationPlan plan, Map<Run, Disruption> chosen) {
        this.plan = plan;
        this.chosen = chosen;
    }

    static Disruptions of(SimulationPlan plan, Traffic traffic) {
        return new Disruptions(plan, plan.delays().runs() == 0 ? Map.of() : choose(plan, traffic));
    }

    RunTimeline timeline(Run run) {
        return plan.isAnnounced() ? RunTimeline.announced(run, of(run).orElse(null)) : RunTimeline.unannounced();
    }

    Optional<Disruption> of(Run run) {
        double share = plan.delays().share();
        if (share > 0) {
            SeededRandom random = SeededRandom.of(run.seed() ^ SALT);
            Disruption drawn = ALL.get(random.between(0, ALL.size() - 1));
            return random.happens(share) ? Optional.of(drawn) : Optional.empty();
        }
        return Optional.ofNullable(chosen.get(run));
    }

    /**
     * Assigns the wanted disruptions. Visits the runs in random order and gives each run the first disruption that
     * fits.
     */
    private static Map<Run, Disruption> choose(SimulationPlan plan, Traffic traffic) {
        List<Run> candidates = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(plan.from(), ZoneOffset.UTC);
        first.datesUntil(first.plusDays(plan.days() + 1L))
                .flatMap(day -> traffic.startingOn(day).stream())
                .filter(run -> run.start().minus(RunTimeline.MAX_LEAD).isAfter(plan.from()))
                .forEach(candidates::add);
        SeededRandom random = SeededRandom.of(plan.seed(), ORDER, plan.delays().runs());
        Map<Run, Long> order = new HashMap<>();
        candidates.forEach(run -> order.put(run, random.seed()));
        candidates.sort(Comparator.comparing(order::get));

        Deque<Disruption> wanted = new ArrayDeque<>();
        for (int i = 0; i < plan.delays().runs(); i++) {
            wanted.add(ALL.get(i % ALL.size()));
        }
        Map<Run, Disruption> chosen = new HashMap<>();
        for (Run run : candidates) {
            // Try the disruption with the most open places first: few runs fit it.
            Optional<Disruption> fitting = wanted.isEmpty()
                    ? Optional.empty()
                    : EnumSet.copyOf(wanted).stream()
                            .sorted(Comparator.comparingInt(
                                    (Disruption disruption) -> -Collections.frequency(wanted, disruption)))
                            .filter(disruption -> isShown(disruption, run, plan))
                            .findFirst();
            fitting.ifPresent(disruption -> {
                wanted.removeFirstOccurrence(disruption);
                chosen.put(run, disruption);
            });
        }
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "delays: only " + chosen.size() + " of " + plan.delays().runs() + " can be shown within "
                            + plan.days() + " days at this scale; ask for fewer, or for more days");
        }
        return chosen;
    }

    private static boolean isShown(Disruption disruption, Run run, SimulationPlan plan) {
        RunTimeline timeline = RunTimeline.announced(run, disruption);
        RunScenario unused = RunScenario.of(run, timeline, plan.isPrompt(), plan.from());
        return timeline.injected()
                .filter(delay -> end(delay).isBefore(plan.until()))
                .isPresent();
    }

    private static Instant end(InjectedDelay delay) {
        return delay.until() == null
                ? delay.since().plus(MISSED_AFTER)
                : delay.until().plus(SHOWS_WITHIN);
    }
}

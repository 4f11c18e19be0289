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

/** Which runs of a plan something goes wrong with, and what. */
final class Disruptions {
    private static final List<Disruption> ALL = List.copyOf(EnumSet.allOf(Disruption.class));
    private static final long SALT = 0x0DE1_A7ED_0000_2011L;
    private static final long ORDER = -77;
    /** A train that is never heard of again must be missed within the plan. */
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

    RunTimeline course(Run run) {
        return plan.isAnnounced() ? RunTimeline.announced(run, of(run).orElse(null)) : RunTimeline.unannounced();
    }

    Optional<Disruption> of(Run run) {
        double share = plan.delays().share();
        if (share > 0) {
            SeededRandom dice = SeededRandom.of(run.seed() ^ SALT);
            Disruption drawn = ALL.get(dice.between(0, ALL.size() - 1));
            return dice.happens(share) ? Optional.of(drawn) : Optional.empty();
        }
        return Optional.ofNullable(chosen.get(run));
    }

    /** Takes the runs in an order by lot, and of what is still wanted the first that can happen to each. */
    private static Map<Run, Disruption> choose(SimulationPlan plan, Traffic traffic) {
        List<Run> candidates = new ArrayList<>();
        LocalDate first = LocalDate.ofInstant(plan.from(), ZoneOffset.UTC);
        first.datesUntil(first.plusDays(plan.days() + 1L))
                .flatMap(day -> traffic.startingOn(day).stream())
                .filter(run -> run.start().minus(RunTimeline.LONGEST_LEAD).isAfter(plan.from()))
                .forEach(candidates::add);
        SeededRandom dice = SeededRandom.of(plan.seed(), ORDER, plan.delays().runs());
        Map<Run, Long> order = new HashMap<>();
        candidates.forEach(run -> order.put(run, dice.seed()));
        candidates.sort(Comparator.comparing(order::get));

        Deque<Disruption> wanted = new ArrayDeque<>();
        for (int i = 0; i < plan.delays().runs(); i++) {
            wanted.add(ALL.get(i % ALL.size()));
        }
        Map<Run, Disruption> chosen = new HashMap<>();
        for (Run run : candidates) {
            // The rarest first, which are those that are left over.
            Optional<Disruption> fitting = wanted.isEmpty()
                    ? Optional.empty()
                    : EnumSet.copyOf(wanted).stream()
                            .sorted(Comparator.comparingInt((Disruption mishap) -> -Collections.frequency(wanted, mishap)))
                            .filter(mishap -> shows(mishap, run, plan))
                            .findFirst();
            fitting.ifPresent(mishap -> {
                wanted.removeFirstOccurrence(mishap);
                chosen.put(run, mishap);
            });
        }
        if (!wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "delays: only " + chosen.size() + " of " + plan.delays().runs() + " can be shown within "
                            + plan.days() + " days at this scale; ask for fewer, or for more days");
        }
        return chosen;
    }

    private static boolean shows(Disruption mishap, Run run, SimulationPlan plan) {
        RunTimeline course = RunTimeline.announced(run, mishap);
        RunScenario unused = RunScenario.of(run, course, plan.isPrompt(), plan.from());
        return course.injected()
                .filter(delay -> end(delay).isBefore(plan.until()))
                .isPresent();
    }

    private static Instant end(InjectedDelay delay) {
        return delay.until() == null
                ? delay.since().plus(MISSED_AFTER)
                : delay.until().plus(SHOWS_WITHIN);
    }
}

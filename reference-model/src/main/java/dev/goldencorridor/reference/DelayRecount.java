package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The delay alerts of the contract, found anew by living through the timeline: at each instant at which anything could become
 * due, and at each report, everything is looked at from the raw events. It shares no code with the pipeline.
 */
public final class DelayRecount {
    private static final List<String> PORTS = List.of("CNHRS", "CNAKL");
    private static final List<String> SEVERITIES = List.of("MINOR", "MAJOR", "CRITICAL");
    private static final Comparator<TrainMovement> BY_CREATION = Comparator.comparing(TrainMovement::getCreatedAt)
            .thenComparing(TrainMovement::getOccurredAt)
            .thenComparing(TrainMovement::getEventId);

    private final Map<String, List<Duration>> limits;
    private final Set<String> catalogue;
    private final Duration lateClear;
    private final Duration shownFor;
    private final Duration kept;
    private final Map<UUID, TrainMovement> events = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new TreeMap<>();
    private final Map<String, Map<String, Visit>> visits = new TreeMap<>();
    private Instant now;

    /** What a reader of the topic sees of an alert. */
    public record Told(String state, String severity, Instant raisedAt, Instant clearedAt, String cause) {}

    /**
     * Nothing has happened yet.
     *
     * @param limits minor, major, critical by type; null for a step that is not wanted
     * @param catalogue the facilities whose reports count at all others of a run
     * @param lateClear at which lateness an alert is over
     * @param shownFor how long a lateness stands that the event shows
     * @param kept how long what is over can be read
     */
    public DelayRecount(
            Map<String, List<Duration>> limits,
            Set<String> catalogue,
            Duration lateClear,
            Duration shownFor,
            Duration kept,
            Instant start) {
        this.limits = limits;
        this.catalogue = catalogue;
        this.lateClear = lateClear;
        this.shownFor = shownFor;
        this.kept = kept;
        this.now = start;
    }

    /** What is known of one alert's key. */
    private static final class Entry {
        private boolean open;
        private boolean bySight;
        private boolean seen;
        private int severity;
        private Instant base;
        private Instant seenAt;
        private Instant raisedAt;
        private Instant clearedAt;
        private String cause;

        private void clear(String why, Instant when) {
            open = false;
            clearedAt = when;
            cause = why;
        }
    }

    /** A run's visit of a place as the standing reports tell it; null where they tell nothing. */
    private record Visit(
            Instant arrived,
            Instant arrivalPlan,
            boolean arrivalOff,
            Instant departed,
            Instant departurePlan,
            boolean departureOff,
            Instant released,
            Instant held,
            Instant refused,
            Instant heard,
            String publisher,
            Set<String> ends) {}

    /** The clock moves on. */
    public void moveTo(Instant to) {
        while (now.isBefore(to)) {
            Instant next = to;
            for (Instant turn : turns()) {
                if (turn.isAfter(now) && turn.isBefore(next)) {
                    next = turn;
                }
            }
            now = next;
            look();
        }
    }

    /** A report comes. */
    public void report(TrainMovement event) {
        events.putIfAbsent(event.getEventId(), event);
        visits.clear();
        for (TrainMovement one : events.values()) {
            visits.computeIfAbsent(one.getTrainRunId(), run -> new TreeMap<>())
                    .computeIfAbsent(one.getFacility(), place -> visit(one.getTrainRunId(), place));
        }
        look();
    }

    public Instant now() {
        return now;
    }

    /** All alerts that a reader sees now. */
    public Map<String, Told> alerts() {
        Map<String, Told> told = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (entry.raisedAt != null) {
                told.put(
                        key,
                        new Told(
                                entry.open ? "RAISED" : "CLEARED",
                                SEVERITIES.get(entry.severity),
                                entry.raisedAt,
                                entry.open ? null : entry.clearedAt,
                                entry.open ? null : entry.cause));
            }
        });
        return told;
    }

    /** Every instant at which time alone could change something. */
    private Collection<Instant> turns() {
        Collection<Instant> turns = new TreeSet<>();
        List<Instant> bases = new ArrayList<>();
        visits.values().forEach(places -> places.values().forEach(visit -> {
            for (Instant base : new Instant[] {
                visit.arrived,
                visit.arrivalPlan,
                visit.departurePlan,
                visit.released,
                visit.held,
                visit.refused,
                visit.heard
            }) {
                if (base != null) {
                    bases.add(base);
                }
            }
        }));
        limits.values()
                .forEach(steps -> steps.forEach(step -> {
                    if (step != null) {
                        bases.forEach(base -> turns.add(base.plus(step)));
                    }
                }));
        entries.values().forEach(entry -> {
            if (entry.raisedAt != null) {
                turns.add(entry.raisedAt.plus(shownFor));
            }
            if (entry.clearedAt != null) {
                turns.add(entry.clearedAt.plus(kept));
            }
        });
        return turns;
    }

    private void look() {
        visits.forEach((run, all) -> all.forEach((place, visit) -> limits.forEach((type, steps) -> {
            Map<String, Visit> places = credible(all, place);
            Entry entry = entries.computeIfAbsent(place + "|" + run + "|" + type, key -> new Entry());
            switch (type) {
                case "CLEARANCE_OVERDUE" -> overdue(entry, steps, places, place);
                case "CLEARANCE_HELD" -> stopped(entry, steps, places, place, visit.held, visit.refused);
                case "CLEARANCE_REFUSED" -> stopped(entry, steps, places, place, visit.refused, null);
                case "DWELL_EXCEEDED" -> dwell(entry, steps, places, place);
                case "DEPARTURE_LATE" -> departureLate(entry, steps, places, place);
                case "ARRIVAL_LATE" -> arrivalLate(entry, steps, places, place);
                case "TRAIN_SILENT" -> silent(entry, steps, places, place);
                default -> throw new IllegalArgumentException(type);
            }
            if (!entry.open && entry.raisedAt != null && !now.isBefore(entry.clearedAt.plus(kept))) {
                entry.raisedAt = null;
                entry.clearedAt = null;
            }
        })));
    }

    /** What a place may believe of the run: itself, listed places, its publisher's others, and where it says the run goes. */
    private Map<String, Visit> credible(Map<String, Visit> all, String place) {
        Map<String, Visit> believed = new TreeMap<>();
        Visit own = all.get(place);
        all.forEach((other, visit) -> {
            if (catalogue.contains(other) || own.ends.contains(other) || own.publisher.equals(visit.publisher)) {
                believed.put(other, visit);
            }
        });
        believed.put(place, own);
        return believed;
    }

    private void overdue(Entry entry, List<Duration> steps, Map<String, Visit> places, String place) {
        Visit visit = places.get(place);
        if (visit.arrived == null || !PORTS.contains(place)) {
            waited(entry, steps, null, null, null);
            return;
        }
        Ending ending = new Ending();
        ending.by(visit.released, "RELEASED");
        left(ending, places, place, visit.arrived);
        waited(entry, steps, visit.arrived, ending.at, ending.cause);
    }

    private void stopped(
            Entry entry,
            List<Duration> steps,
            Map<String, Visit> places,
            String place,
            Instant stop,
            Instant otherStop) {
        Visit visit = places.get(place);
        if (stop == null) {
            waited(entry, steps, null, null, null);
            return;
        }
        Ending ending = new Ending();
        if (visit.released != null && !visit.released.isBefore(stop)) {
            ending.by(visit.released, "RELEASED");
        }
        if (otherStop != null && !otherStop.isBefore(stop)) {
            ending.by(otherStop, "REFUSED");
        }
        left(ending, places, place, stop);
        waited(entry, steps, stop, ending.at, ending.cause);
    }

    private void dwell(Entry entry, List<Duration> steps, Map<String, Visit> places, String place) {
        Visit visit = places.get(place);
        if (visit.arrived == null || visit.released == null) {
            waited(entry, steps, null, null, null);
            return;
        }
        Ending ending = new Ending();
        left(ending, places, place, visit.arrived);
        Instant free = visit.released.isAfter(visit.arrived) ? visit.released : visit.arrived;
        waited(entry, steps, free, ending.at, ending.cause);
    }

    /** Of several things that end a wait the first counts; of two at once the one named first. */
    private static final class Ending {
        private Instant at;
        private String cause;

        private void by(Instant when, String why) {
            if (when != null && (at == null || when.isBefore(at))) {
                at = when;
                cause = why;
            }
        }
    }

    private static void left(Ending ending, Map<String, Visit> places, String place, Instant after) {
        Visit visit = places.get(place);
        if (visit.departed != null) {
            ending.by(visit.departed, "DEPARTED");
        } else {
            elsewhere(places, place, after).ifPresent(at -> ending.by(at, "ARRIVED"));
        }
    }

    private static Optional<Instant> elsewhere(Map<String, Visit> places, String place, Instant after) {
        return places.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(place))
                .map(entry -> entry.getValue().arrived)
                .filter(at -> at != null && at.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    private static Optional<Instant> further(Map<String, Visit> places, Instant plan) {
        return places.values().stream()
                .filter(visit -> visit.arrived != null && visit.arrivalPlan != null && visit.arrivalPlan.isAfter(plan))
                .map(visit -> visit.arrived)
                .min(Comparator.naturalOrder());
    }

    /** What grows from an event on until another. */
    private void waited(Entry entry, List<Duration> steps, Instant base, Instant end, String endCause) {
        if (base == null || end != null) {
            if (entry.open && base == null) {
                entry.clear("RETRACTED", now);
            } else if (entry.open) {
                entry.clear(isLong(Duration.between(base, end), steps) ? endCause : "CORRECTED", now);
            }
            return;
        }
        int severity = severity(Duration.between(base, now), steps);
        if (entry.open && severity < 0) {
            entry.clear("CORRECTED", now);
        } else if (entry.open) {
            entry.severity = Math.max(entry.severity, severity);
        } else if (severity >= 0) {
            raise(entry, severity, false);
        }
    }

    private void departureLate(Entry entry, List<Duration> steps, Map<String, Visit> places, String place) {
        Visit visit = places.get(place);
        Instant plan = visit.departurePlan;
        if (plan == null) {
            late(entry, steps, null, visit.departureOff, null, null, null, null, null);
            return;
        }
        boolean movedOn = visit.departed != null
                && elsewhere(places, place, visit.departed).isPresent();
        Instant gone = visit.departed != null
                ? null
                : elsewhere(places, place, visit.arrived == null ? plan : visit.arrived)
                        .orElse(null);
        late(entry, steps, plan, false, visit.departed, "DEPARTED", movedOn ? "ARRIVED" : null, gone, "ARRIVED");
    }

    private void arrivalLate(Entry entry, List<Duration> steps, Map<String, Visit> places, String place) {
        Visit visit = places.get(place);
        Instant plan = visit.arrivalPlan;
        if (plan == null) {
            late(entry, steps, null, visit.arrivalOff, null, null, null, null, null);
            return;
        }
        if (visit.arrived != null) {
            String movedOn = visit.departed != null
                    ? "DEPARTED"
                    : elsewhere(places, place, visit.arrived).isPresent() ? "ARRIVED" : null;
            late(entry, steps, plan, false, visit.arrived, "ARRIVED", movedOn, null, null);
        } else if (visit.departed != null) {
            late(entry, steps, plan, false, null, null, null, visit.departed, "DEPARTED");
        } else {
            late(
                    entry,
                    steps,
                    plan,
                    false,
                    null,
                    null,
                    null,
                    further(places, plan).orElse(null),
                    "ARRIVED");
        }
    }

    private void late(
            Entry entry,
            List<Duration> steps,
            Instant plan,
            boolean off,
            Instant event,
            String eventCause,
            String movedOn,
            Instant gone,
            String goneCause) {
        if (plan == null) {
            if (entry.open) {
                entry.clear(off ? "CANCELLED" : "RETRACTED", now);
            }
            entry.seen = false;
            return;
        }
        if (event != null) {
            seenLate(entry, steps, Duration.between(plan, event), event, eventCause, movedOn);
            return;
        }
        entry.seen = false;
        if (gone != null) {
            if (entry.open) {
                entry.clear(isLong(Duration.between(plan, gone), steps) ? goneCause : "CORRECTED", now);
            }
            return;
        }
        Duration late = Duration.between(plan, now);
        if (entry.open && late.compareTo(lateClear) <= 0) {
            entry.clear("PLAN_CHANGED", now);
        } else if (entry.open) {
            entry.severity = Math.max(entry.severity, severity(late, steps));
            entry.bySight = false;
        } else if (isLong(late, steps)) {
            raise(entry, severity(late, steps), false);
        }
    }

    /** The event has come, and shows how late it was. */
    private void seenLate(
            Entry entry, List<Duration> steps, Duration late, Instant event, String eventCause, String movedOn) {
        boolean isOnTime = late.compareTo(lateClear) <= 0;
        if (entry.open && !entry.bySight) {
            entry.seen = isLong(late, steps);
            entry.clear(entry.seen ? eventCause : "CORRECTED", now);
        } else if (entry.open && movedOn != null) {
            entry.clear(movedOn, now);
            entry.seen = true;
        } else if (entry.open && isOnTime) {
            entry.clear(event.equals(entry.seenAt) ? "PLAN_CHANGED" : "CORRECTED", now);
        } else if (entry.open && !now.isBefore(entry.raisedAt.plus(shownFor))) {
            entry.clear("EXPIRED", now);
            entry.seen = true;
        } else if (entry.open) {
            entry.severity = Math.max(entry.severity, severity(late, steps));
        } else if (!isOnTime && !entry.seen && movedOn == null && isLong(late, steps)) {
            raise(entry, severity(late, steps), true);
        }
        if (isOnTime) {
            entry.seen = false;
        }
        entry.seenAt = event;
    }

    private void silent(Entry entry, List<Duration> steps, Map<String, Visit> places, String place) {
        Visit visit = places.get(place);
        Instant heard = places.values().stream()
                .map(Visit::heard)
                .filter(at -> at != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Predicate<Visit> isToCome = one -> one.arrivalPlan != null
                && one.arrived == null
                && one.departed == null
                && further(places, one.arrivalPlan).isEmpty();
        Optional<String> next = places.entrySet().stream()
                .filter(one -> isToCome.test(one.getValue()))
                .min(Comparator.comparing((Map.Entry<String, Visit> one) -> one.getValue().arrivalPlan)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
        boolean isUnderWay = places.entrySet().stream()
                .anyMatch(one -> !one.getKey().equals(place) && one.getValue().departed != null);
        if (visit.arrivalPlan == null || heard == null) {
            if (entry.open) {
                entry.clear(visit.arrivalOff ? "CANCELLED" : "RETRACTED", now);
            }
            return;
        }
        Instant sign = visit.arrived;
        String signCause = "ARRIVED";
        if (sign == null && visit.departed != null) {
            sign = visit.departed;
            signCause = "DEPARTED";
        }
        if (sign == null) {
            sign = further(places, visit.arrivalPlan).orElse(null);
        }
        if (sign != null || !isUnderWay || !next.equals(Optional.of(place))) {
            if (entry.open && sign != null) {
                entry.clear(isLong(Duration.between(entry.base, sign), steps) ? signCause : "CORRECTED", now);
            } else if (entry.open) {
                entry.clear(isUnderWay ? "PLAN_CHANGED" : "RETRACTED", now);
            }
            return;
        }
        boolean isByPlan = visit.arrivalPlan.isAfter(heard);
        Instant since = isByPlan ? visit.arrivalPlan : heard;
        int severity = severity(Duration.between(since, now), steps);
        if (entry.open && severity < 0 && isByPlan) {
            entry.clear("PLAN_CHANGED", now);
        } else if (entry.open && severity < 0) {
            entry.clear(
                    isLong(Duration.between(entry.base, heard), steps) ? whatWasHeard(places, heard) : "CORRECTED",
                    now);
        } else if (entry.open) {
            entry.severity = Math.max(entry.severity, severity);
            entry.base = since;
        } else if (severity >= 0) {
            raise(entry, severity, false);
            entry.base = since;
        }
    }

    private static String whatWasHeard(Map<String, Visit> places, Instant heard) {
        List<Visit> then = places.values().stream()
                .filter(visit -> heard.equals(visit.heard))
                .toList();
        if (then.stream().anyMatch(visit -> heard.equals(visit.departed))) {
            return "DEPARTED";
        }
        if (then.stream().anyMatch(visit -> heard.equals(visit.arrived))) {
            return "ARRIVED";
        }
        if (then.stream().anyMatch(visit -> heard.equals(visit.released))) {
            return "RELEASED";
        }
        return then.stream().anyMatch(visit -> heard.equals(visit.refused)) ? "REFUSED" : "CORRECTED";
    }

    private void raise(Entry entry, int severity, boolean bySight) {
        entry.open = true;
        entry.bySight = bySight;
        entry.severity = severity;
        entry.raisedAt = now;
        entry.clearedAt = null;
        entry.cause = null;
    }

    private static boolean isLong(Duration value, List<Duration> steps) {
        return severity(value, steps) >= 0;
    }

    private static int severity(Duration value, List<Duration> steps) {
        int severity = -1;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) != null && value.compareTo(steps.get(i)) >= 0) {
                severity = i;
            }
        }
        return severity;
    }

    private Visit visit(String run, String place) {
        List<TrainMovement> standing = events.values().stream()
                .filter(event -> event.getTrainRunId().equals(run)
                        && event.getFacility().equals(place)
                        && event.getRetracts() == null
                        && stands(event))
                .sorted(BY_CREATION)
                .toList();
        Optional<TrainMovement> arrival = last(standing, event -> event.getDetail() instanceof Arrival);
        Optional<TrainMovement> lastLeft = last(standing, event -> event.getDetail() instanceof Departure);
        Optional<TrainMovement> departure = lastLeft.filter(left -> arrival.isEmpty()
                || !left.getOccurredAt().isBefore(arrival.get().getOccurredAt()));
        Optional<TrainMovement> arrivalPlan = last(standing, event -> isPlan(event, PlannedMovement.ARRIVAL));
        Optional<TrainMovement> departurePlan = last(standing, event -> isPlan(event, PlannedMovement.DEPARTURE));
        return new Visit(
                arrival.map(TrainMovement::getOccurredAt).orElse(null),
                arrivalPlan.map(TrainMovement::getPlannedAt).orElse(null),
                arrivalPlan.isPresent() && arrivalPlan.get().getPlannedAt() == null,
                departure.map(TrainMovement::getOccurredAt).orElse(null),
                departurePlan.map(TrainMovement::getPlannedAt).orElse(null),
                departurePlan.isPresent() && departurePlan.get().getPlannedAt() == null,
                latest(standing, event -> isStep(event, ClearanceStep.RELEASED)),
                latest(standing, event -> isStep(event, ClearanceStep.HOLD)),
                latest(standing, event -> isStep(event, ClearanceStep.REFUSED)),
                latest(
                        standing,
                        event -> !(event.getDetail() instanceof Plan) && !(event.getDetail() instanceof DelayCause)),
                events.values().stream()
                        .filter(event -> event.getTrainRunId().equals(run)
                                && event.getFacility().equals(place))
                        .findFirst()
                        .orElseThrow()
                        .getPublisher(),
                ends(arrival, lastLeft));
    }

    private static Set<String> ends(Optional<TrainMovement> arrival, Optional<TrainMovement> departure) {
        Set<String> ends = new TreeSet<>();
        arrival.map(event -> (Arrival) event.getDetail())
                .ifPresent(detail -> ends.addAll(Arrays.asList(
                        Objects.requireNonNullElse(detail.getOrigin(), ""),
                        Objects.requireNonNullElse(detail.getDestination(), ""))));
        departure
                .map(event -> (Departure) event.getDetail())
                .ifPresent(detail -> ends.addAll(Arrays.asList(
                        Objects.requireNonNullElse(detail.getOrigin(), ""),
                        Objects.requireNonNullElse(detail.getDestination(), ""))));
        return ends;
    }

    private static boolean isStep(TrainMovement event, ClearanceStep step) {
        return event.getDetail() instanceof Clearance clearance && clearance.getStep() == step;
    }

    private static boolean isPlan(TrainMovement event, PlannedMovement movement) {
        if (event.getDetail() instanceof Plan plan) {
            return plan.getMovement() == movement;
        }
        return event.getPlannedAt() != null
                && (movement == PlannedMovement.ARRIVAL
                        ? event.getDetail() instanceof Arrival
                        : event.getDetail() instanceof Departure);
    }

    private static Optional<TrainMovement> last(List<TrainMovement> inOrder, Predicate<TrainMovement> which) {
        return inOrder.stream().filter(which).reduce((one, other) -> other);
    }

    private static Instant latest(List<TrainMovement> all, Predicate<TrainMovement> which) {
        return all.stream()
                .filter(which)
                .map(TrainMovement::getOccurredAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean stands(TrainMovement event) {
        return events.values().stream()
                .filter(other -> event.getEventId().equals(other.getRetracts())
                        && event.getTrainRunId().equals(other.getTrainRunId())
                        && event.getFacility().equals(other.getFacility()))
                .noneMatch(this::stands);
    }
}

package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plans the occurrences of one run and injects a disruption.
 *
 * <p>It has a random sequence of its own. A run is therefore the same with and without a timetable, except for the
 * disruption and its consequences. The timetable is made from the usual times; slack keeps a real timetable as
 * punctual as this one.
 */
final class RunTimeline {
    private static final RunTimeline UNANNOUNCED = new RunTimeline(null, null);
    private static final long SALT = 0x7131_7AB1_E000_2011L;

    /** How long before its start a run is announced, at most. */
    static final Duration MAX_LEAD = Duration.ofHours(6);

    private static final double MIN_LEAD_MINUTES = 120;
    private static final double MAX_MINUTES_EARLY = 20;
    /**
     * A train is late from half an hour on. The distance is larger than any transmission delay, so a punctual train
     * never appears late.
     */
    private static final double MAX_MINUTES_LATE = 5;

    private static final Duration KNOWN_AFTER_PLAN = Duration.ofMinutes(20);
    private static final Duration KNOWN_AFTER_RELEASE = Duration.ofMinutes(10);
    /** Only trains that are released early are held or refused; the clearance is then not overdue as well. */
    private static final Duration SOON_RELEASED = Duration.ofHours(6);

    private static final Duration WELL_BEFORE_OVERDUE = Duration.ofHours(11);
    private static final List<DelayCause> CAUSES = List.of(
            new DelayCause(null, "31", "planned engineering works"),
            new DelayCause(null, "51", "locomotive failure"),
            new DelayCause(null, "61", "waiting for the neighbouring railway"),
            new DelayCause(null, "81", "strong wind at the pass"));

    private final Run run;
    private final Disruption disruption;
    private final SeededRandom random;
    private final Instant announcedAt;
    private final boolean atFirstPlace;
    private Duration shift = Duration.ZERO;
    private Instant plannedAnewAt;
    private Instant arrivedAtPort;
    private Instant leftForSilence;
    private InjectedDelay injected;
    private boolean isUnreported;

    /** A movement or customs step at a facility, with its planned and its actual time. */
    record Occurrence(Instant at, Instant plannedAt, boolean isReported, List<Notice> notices) {}

    /**
     * A report beside the movements: a plan, a delay cause, or a customs step.
     *
     * @param at when the notice is published
     * @param plannedAt the planned time, if the notice is a plan
     */
    record Notice(Instant at, Instant plannedAt, Object detail) {
        boolean isPlan() {
            return detail instanceof Plan;
        }
    }

    private RunTimeline(Run run, Disruption disruption) {
        this.run = run;
        this.disruption = disruption;
        this.random = run == null ? null : SeededRandom.of(run.seed() ^ SALT);
        this.announcedAt =
                run == null ? null : run.start().minus(random.minutes(MIN_LEAD_MINUTES, (double) MAX_LEAD.toMinutes()));
        this.atFirstPlace = run != null && random.happens(0.5);
    }

    /** A timeline that announces nothing and changes nothing. */
    static RunTimeline unannounced() {
        return UNANNOUNCED;
    }

    /**
     * A timeline with announced plans.
     *
     * @param disruption null if the run has none
     */
    static RunTimeline announced(Run run, Disruption disruption) {
        return new RunTimeline(run, disruption);
    }

    boolean isAnnounced() {
        return run != null;
    }

    /**
     * Returns the occurrence with its delay and notices. Must be called in the order of the run.
     *
     * @param usually when it would occur without a disruption
     * @param plannedAt the planned time without a timetable
     */
    Occurrence occurrence(String facility, Instant usually, Instant plannedAt, Object detail) {
        if (!isAnnounced()) {
            return new Occurrence(usually, plannedAt, true, List.of());
        }
        if (detail instanceof Clearance clearance) {
            return clears(facility, usually, clearance);
        }
        List<Notice> notices = new ArrayList<>();
        Plan plan = new Plan(detail instanceof Departure ? PlannedMovement.DEPARTURE : PlannedMovement.ARRIVAL);
        Instant planned = usually.minus(random.minutes(-MAX_MINUTES_EARLY, MAX_MINUTES_LATE))
                .truncatedTo(ChronoUnit.MINUTES);
        notices.add(new Notice(announcedAt, planned, plan));
        if (!shift.isZero()) {
            planned = planned.plus(shift).truncatedTo(ChronoUnit.MINUTES);
            notices.add(new Notice(plannedAnewAt, planned, plan));
        }
        if (isLateHere(facility, detail)) {
            shift = random.minutes(60, 240);
            plannedAnewAt = planned.plus(KNOWN_AFTER_PLAN);
            inject(facility, planned, usually.plus(shift));
            notices.add(cause(planned.plus(random.minutes(35, 80))));
        }
        Instant at = usually.plus(shift);
        if (leftForSilence != null) {
            if (injected == null) {
                inject(facility, leftForSilence, null);
            }
            return new Occurrence(at, planned, false, notices);
        }
        if (detail instanceof Arrival && facility.equals(run.port().code())) {
            arrivedAtPort = at;
        }
        if (disruption == Disruption.DWELL_EXCEEDED && injected != null && injected.until() == null) {
            inject(facility, injected.since(), at);
        }
        if (disruption == Disruption.SILENT && detail instanceof Departure && facility.equals(thisSideOfTheBorder())) {
            leftForSilence = at;
        }
        return new Occurrence(at, planned, true, notices);
    }

    /**
     * The injected delay; empty if the run has none, if it did not fit, or if its visit was omitted. Valid once the
     * scenario of the run is complete.
     */
    Optional<InjectedDelay> injected() {
        return isUnreported ? Optional.empty() : Optional.ofNullable(injected);
    }

    /** Records that the visit is not reported. Nobody could detect a delay there. */
    void omit(String facility) {
        if (injected != null && injected.facility().equals(facility)) {
            isUnreported = true;
        }
        if (disruption == Disruption.SILENT && facility.equals(thisSideOfTheBorder())) {
            isUnreported = true;
        }
    }

    private Occurrence clears(String facility, Instant usually, Clearance clearance) {
        Instant at = usually.plus(shift);
        boolean isReported = leftForSilence == null;
        if (disruption == null || clearance.getStep() != ClearanceStep.RELEASED || !isReported) {
            return new Occurrence(at, null, isReported, List.of());
        }
        Duration usualWait = Duration.between(arrivedAtPort, at);
        boolean isSoon = usualWait.compareTo(SOON_RELEASED) < 0;
        List<Notice> notices = new ArrayList<>();
        switch (disruption) {
            case RELEASED_AFTER_12_HOURS, RELEASED_AFTER_16_HOURS, RELEASED_AFTER_24_HOURS -> {
                if (usualWait.compareTo(WELL_BEFORE_OVERDUE) < 0) {
                    Instant released = arrivedAtPort.plus(overdueBy(disruption));
                    delay(Duration.between(at, released), at);
                    inject(facility, arrivedAtPort, released);
                    notices.add(cause(arrivedAtPort.plusSeconds(12 * 3_600).plus(random.minutes(5, 25))));
                    at = released;
                }
            }
            case HELD, REFUSED -> {
                if (isSoon) {
                    Instant released = at.plus(random.minutes(120, 300));
                    boolean held = disruption == Disruption.HELD;
                    notices.add(new Notice(
                            at,
                            null,
                            new Clearance(
                                    held ? ClearanceStep.HOLD : ClearanceStep.REFUSED,
                                    clearance.getCustomsOffice(),
                                    clearance.getDeclarationId(),
                                    held ? "documents do not match the load" : "goods not on the licence",
                                    null)));
                    delay(Duration.between(at, released), at);
                    inject(facility, at, released);
                    at = released;
                }
            }
            case DWELL_EXCEEDED -> {
                if (isSoon) {
                    delay(random.minutes(26 * 60, 40 * 60), at);
                    inject(facility, at, null);
                    notices.add(cause(at.plus(random.minutes(12 * 60, 20 * 60))));
                }
            }
            case DEPARTED_LATE, ARRIVED_LATE, SILENT -> {
                // Customs do not cause these disruptions.
            }
        }
        return new Occurrence(at, null, true, notices);
    }

    private Duration overdueBy(Disruption overdue) {
        return switch (overdue) {
            case RELEASED_AFTER_12_HOURS -> random.minutes(12.7 * 60, 15.3 * 60);
            case RELEASED_AFTER_16_HOURS -> random.minutes(16.7 * 60, 23.3 * 60);
            default -> random.minutes(24.7 * 60, 30 * 60);
        };
    }

    /**
     * Delays the rest of the run. The later movements are planned again once the release is overdue, or customs have
     * decided against it.
     */
    private void delay(Duration by, Instant releaseDue) {
        shift = shift.plus(by);
        plannedAnewAt = releaseDue.plus(KNOWN_AFTER_RELEASE);
    }

    private boolean isLateHere(String facility, Object detail) {
        if (injected != null) {
            return false;
        }
        if (disruption == Disruption.DEPARTED_LATE && detail instanceof Departure) {
            return facility.equals(atFirstPlace ? run.origin() : run.port().code());
        }
        return disruption == Disruption.ARRIVED_LATE
                && detail instanceof Arrival
                && facility.equals(atFirstPlace ? run.port().code() : run.port().dryPort());
    }

    private String thisSideOfTheBorder() {
        return run.outbound() ? run.port().code() : run.port().dryPort();
    }

    private void inject(String facility, Instant since, Instant until) {
        injected = new InjectedDelay(disruption, run.runId(), run.trainNumber(), facility, since, until);
    }

    private Notice cause(Instant at) {
        DelayCause drawn = CAUSES.get(random.between(0, CAUSES.size() - 1));
        return new Notice(at, null, new DelayCause(disruption.alertType(), drawn.getCode(), drawn.getText()));
    }

    /** The random sequence of the timeline; the notices use it too. */
    SeededRandom random() {
        return random;
    }
}

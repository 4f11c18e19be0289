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
 * How a run goes against its timetable: what was planned of each thing that happens, and what goes wrong on purpose.
 *
 * <p>Its dice are its own, so that a run is the same with and without a timetable, but for the mishap and what follows
 * from it. The timetable is made from what will usually happen; a real one is kept as well as this one by its slack.
 */
final class RunTimeline {
    private static final RunTimeline UNANNOUNCED = new RunTimeline(null, null);
    private static final long SALT = 0x7131_7AB1_E000_2011L;

    /** The earliest that a run's plan is told before it begins. */
    static final Duration LONGEST_LEAD = Duration.ofHours(6);

    private static final double SHORTEST_LEAD_MINUTES = 120;
    private static final double MOST_EARLY_MINUTES = 20;
    /** Far enough from the half hour at which a train is late that no report on its way makes it look so. */
    private static final double MOST_LATE_MINUTES = 5;

    private static final Duration KNOWN_AFTER_PLAN = Duration.ofMinutes(20);
    private static final Duration KNOWN_AFTER_RELEASE = Duration.ofMinutes(10);
    /** So that what customs do on purpose is not overdue as well. */
    private static final Duration SOON_RELEASED = Duration.ofHours(6);

    private static final Duration WELL_BEFORE_OVERDUE = Duration.ofHours(11);
    private static final List<DelayCause> CAUSES = List.of(
            new DelayCause(null, "31", "planned engineering works"),
            new DelayCause(null, "51", "locomotive failure"),
            new DelayCause(null, "61", "waiting for the neighbouring railway"),
            new DelayCause(null, "81", "strong wind at the pass"));

    private final Run run;
    private final Disruption mishap;
    private final SeededRandom dice;
    private final Instant announcedAt;
    private final boolean atFirstPlace;
    private Duration shift = Duration.ZERO;
    private Instant plannedAnewAt;
    private Instant arrivedAtPort;
    private Instant leftForSilence;
    private InjectedDelay injected;
    private boolean isUnreported;

    /** Something that happens at a place, as it was planned and as it came. */
    record Happening(Instant at, Instant plannedAt, boolean isTold, List<Notice> notices) {}

    /**
     * Something told besides.
     *
     * @param at when it is made known
     * @param plannedAt of a plan
     */
    record Notice(Instant at, Instant plannedAt, Object detail) {
        boolean isPlan() {
            return detail instanceof Plan;
        }
    }

    private RunTimeline(Run run, Disruption mishap) {
        this.run = run;
        this.mishap = mishap;
        this.dice = run == null ? null : SeededRandom.of(run.seed() ^ SALT);
        this.announcedAt = run == null
                ? null
                : run.start().minus(dice.minutes(SHORTEST_LEAD_MINUTES, (double) LONGEST_LEAD.toMinutes()));
        this.atFirstPlace = run != null && dice.happens(0.5);
    }

    /** Everything as the story tells it. */
    static RunTimeline unannounced() {
        return UNANNOUNCED;
    }

    /** With a timetable, and with a mishap unless it is null. */
    static RunTimeline announced(Run run, Disruption mishap) {
        return new RunTimeline(run, mishap);
    }

    boolean isAnnounced() {
        return run != null;
    }

    /**
     * What becomes of something that would usually happen. To be asked in the order in which the run goes.
     *
     * @param usually when it would happen
     * @param plannedAt what the story without timetable says was planned
     */
    Happening happens(String facility, Instant usually, Instant plannedAt, Object detail) {
        if (!isAnnounced()) {
            return new Happening(usually, plannedAt, true, List.of());
        }
        if (detail instanceof Clearance clearance) {
            return clears(facility, usually, clearance);
        }
        List<Notice> notices = new ArrayList<>();
        Plan plan = new Plan(detail instanceof Departure ? PlannedMovement.DEPARTURE : PlannedMovement.ARRIVAL);
        Instant planned = usually.minus(dice.minutes(-MOST_EARLY_MINUTES, MOST_LATE_MINUTES))
                .truncatedTo(ChronoUnit.MINUTES);
        notices.add(new Notice(announcedAt, planned, plan));
        if (!shift.isZero()) {
            planned = planned.plus(shift).truncatedTo(ChronoUnit.MINUTES);
            notices.add(new Notice(plannedAnewAt, planned, plan));
        }
        if (isLateHere(facility, detail)) {
            shift = dice.minutes(60, 240);
            plannedAnewAt = planned.plus(KNOWN_AFTER_PLAN);
            strike(facility, planned, usually.plus(shift));
            notices.add(cause(planned.plus(dice.minutes(35, 80))));
        }
        Instant at = usually.plus(shift);
        if (leftForSilence != null) {
            if (injected == null) {
                strike(facility, leftForSilence, null);
            }
            return new Happening(at, planned, false, notices);
        }
        if (detail instanceof Arrival && facility.equals(run.port().code())) {
            arrivedAtPort = at;
        }
        if (mishap == Disruption.DWELL_EXCEEDED && injected != null && injected.until() == null) {
            strike(facility, injected.since(), at);
        }
        if (mishap == Disruption.SILENT && detail instanceof Departure && facility.equals(thisSideOfTheBorder())) {
            leftForSilence = at;
        }
        return new Happening(at, planned, true, notices);
    }

    /** What went wrong on purpose; empty if it could not or was not to. Known when the run is told. */
    Optional<InjectedDelay> injected() {
        return isUnreported ? Optional.empty() : Optional.ofNullable(injected);
    }

    /** The visit is not reported: nobody could know that anything went wrong there. */
    void leftOut(String facility) {
        if (injected != null && injected.facility().equals(facility)) {
            isUnreported = true;
        }
        if (mishap == Disruption.SILENT && facility.equals(thisSideOfTheBorder())) {
            isUnreported = true;
        }
    }

    private Happening clears(String facility, Instant usually, Clearance clearance) {
        Instant at = usually.plus(shift);
        boolean isTold = leftForSilence == null;
        if (mishap == null || clearance.getStep() != ClearanceStep.RELEASED || !isTold) {
            return new Happening(at, null, isTold, List.of());
        }
        Duration usualWait = Duration.between(arrivedAtPort, at);
        boolean isSoon = usualWait.compareTo(SOON_RELEASED) < 0;
        List<Notice> notices = new ArrayList<>();
        switch (mishap) {
            case RELEASED_AFTER_12_HOURS, RELEASED_AFTER_16_HOURS, RELEASED_AFTER_24_HOURS -> {
                if (usualWait.compareTo(WELL_BEFORE_OVERDUE) < 0) {
                    Instant released = arrivedAtPort.plus(overdueBy(mishap));
                    delay(Duration.between(at, released), at);
                    strike(facility, arrivedAtPort, released);
                    notices.add(cause(arrivedAtPort.plusSeconds(12 * 3_600).plus(dice.minutes(5, 25))));
                    at = released;
                }
            }
            case HELD, REFUSED -> {
                if (isSoon) {
                    Instant released = at.plus(dice.minutes(120, 300));
                    boolean held = mishap == Disruption.HELD;
                    notices.add(new Notice(
                            at,
                            null,
                            new Clearance(
                                    held ? ClearanceStep.HOLD : ClearanceStep.REFUSED,
                                    clearance.getCustomsOffice(),
                                    clearance.getDeclarationId(),
                                    held ? "documents do not match the load" : "goods not on the licence")));
                    delay(Duration.between(at, released), at);
                    strike(facility, at, released);
                    at = released;
                }
            }
            case DWELL_EXCEEDED -> {
                if (isSoon) {
                    delay(dice.minutes(26 * 60, 40 * 60), at);
                    strike(facility, at, null);
                    notices.add(cause(at.plus(dice.minutes(12 * 60, 20 * 60))));
                }
            }
            case DEPARTED_LATE, ARRIVED_LATE, SILENT -> {
                // Not customs' doing.
            }
        }
        return new Happening(at, null, true, notices);
    }

    private Duration overdueBy(Disruption overdue) {
        return switch (overdue) {
            case RELEASED_AFTER_12_HOURS -> dice.minutes(12.7 * 60, 15.3 * 60);
            case RELEASED_AFTER_16_HOURS -> dice.minutes(16.7 * 60, 23.3 * 60);
            default -> dice.minutes(24.7 * 60, 30 * 60);
        };
    }

    /** What comes after is planned anew when the release that was due has not come, or has come with bad news. */
    private void delay(Duration by, Instant releaseDue) {
        shift = shift.plus(by);
        plannedAnewAt = releaseDue.plus(KNOWN_AFTER_RELEASE);
    }

    private boolean isLateHere(String facility, Object detail) {
        if (injected != null) {
            return false;
        }
        if (mishap == Disruption.DEPARTED_LATE && detail instanceof Departure) {
            return facility.equals(atFirstPlace ? run.origin() : run.port().code());
        }
        return mishap == Disruption.ARRIVED_LATE
                && detail instanceof Arrival
                && facility.equals(atFirstPlace ? run.port().code() : run.port().dryPort());
    }

    private String thisSideOfTheBorder() {
        return run.outbound() ? run.port().code() : run.port().dryPort();
    }

    private void strike(String facility, Instant since, Instant until) {
        injected = new InjectedDelay(mishap, run.runId(), run.trainNumber(), facility, since, until);
    }

    private Notice cause(Instant at) {
        DelayCause drawn = CAUSES.get(dice.between(0, CAUSES.size() - 1));
        return new Notice(at, null, new DelayCause(mishap.alertType(), drawn.getCode(), drawn.getText()));
    }

    /** For what is told of the run besides what its story tells. */
    SeededRandom dice() {
        return dice;
    }
}

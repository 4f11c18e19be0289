package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Turns the occurrences of one run into the reports of the port systems. A report is a little late, sometimes much
 * later, sometimes sent twice, and sometimes wrong at first.
 */
final class Reporting {
    private static final double LATE = 0.03;
    private static final double TWICE = 0.015;
    private static final double WRONG_AT_FIRST = 0.008;

    private final Run run;
    private final RunTimeline timeline;
    private final boolean isPrompt;
    private final Instant from;
    private final SeededRandom chance;
    private final Direction direction;
    private final List<SimulatedReport> reports = new ArrayList<>(24);
    private final Set<String> visited = new HashSet<>();

    Reporting(Run run, RunTimeline timeline, boolean isPrompt, Instant from, SeededRandom chance) {
        this.run = run;
        this.timeline = timeline;
        this.isPrompt = isPrompt;
        this.from = from;
        this.chance = chance;
        this.direction = run.outbound() ? Direction.OUTBOUND : Direction.RETURN;
    }

    Visit visit(String facility) {
        return new Visit(facility);
    }

    /** Whether the visit to the facility is over. */
    boolean hasPassed(String facility) {
        return visited.contains(facility);
    }

    List<SimulatedReport> reports() {
        return reports;
    }

    /**
     * The reports of one run at one facility. If one of them would come before the plan begins, the whole visit is
     * omitted.
     */
    final class Visit {
        private final String facility;
        private final String publisher;
        private final List<SimulatedReport> reported = new ArrayList<>();
        private final List<SimulatedReport> silenced = new ArrayList<>();
        private final List<SimulatedReport> plans = new ArrayList<>();

        private Visit(String facility) {
            this.facility = facility;
            this.publisher = Network.publisherOf(facility);
        }

        void occurred(Instant usually, Instant plannedAt, Object detail) {
            RunTimeline.Occurrence occurrence = timeline.occurrence(facility, usually, plannedAt, detail);
            List<SimulatedReport> target = occurrence.isReported() ? reported : silenced;
            for (RunTimeline.Notice notice : occurrence.notices()) {
                notice(notice, notice.isPlan() ? plans : target);
            }
            Instant occurredAt = occurrence.at();
            Instant createdAt = occurredAt.plus(isPrompt ? chance.aboutMinutes(0.3, 1) : chance.aboutMinutes(3, 20));
            boolean wrongAtFirst = !isPrompt && chance.happens(WRONG_AT_FIRST) && !(detail instanceof Clearance);
            Instant plan = chance.happens(0.05) ? null : occurrence.plannedAt();
            if (wrongAtFirst) {
                Instant wrong = occurredAt.minus(chance.minutes(5, 25));
                UUID wrongId = chance.uuid();
                send(movement(wrongId, null, wrong, plan, createdAt, detail), target);
                createdAt = createdAt.plus(chance.minutes(10, 180));
                send(movement(chance.uuid(), wrongId, wrong, plan, createdAt, detail), target);
            }
            send(movement(chance.uuid(), null, occurredAt, plan, createdAt, detail), target);
        }

        void end() {
            visited.add(facility);
            if (isBeforeTheBeginning(reported) || isBeforeTheBeginning(silenced)) {
                timeline.omit(facility);
                return;
            }
            reports.addAll(reported);
            // A plan that was published before the simulation begins is reported at its beginning.
            plans.forEach(plan -> reports.add(
                    plan.reportedAt().isBefore(from) ? new SimulatedReport(from, publisher, plan.movement()) : plan));
        }

        private boolean isBeforeTheBeginning(List<SimulatedReport> some) {
            return some.stream().anyMatch(report -> report.reportedAt().isBefore(from));
        }

        private void send(TrainMovement movement, List<SimulatedReport> target) {
            Duration transport =
                    !isPrompt && chance.happens(LATE) ? chance.minutes(60, 480) : chance.minutes(0.01, 0.1);
            Instant reportedAt = movement.getCreatedAt().plus(transport);
            target.add(new SimulatedReport(reportedAt, publisher, movement));
            if (chance.happens(TWICE)) {
                target.add(new SimulatedReport(reportedAt.plus(chance.minutes(1, 30)), publisher, movement));
            }
        }

        /**
         * Sends a notice. Timetables and delay causes come from other systems than movements, without their delays.
         */
        private void notice(RunTimeline.Notice notice, List<SimulatedReport> target) {
            SeededRandom noticeRandom = timeline.random();
            TrainMovement movement =
                    movement(noticeRandom.uuid(), null, notice.at(), notice.plannedAt(), notice.at(), notice.detail());
            target.add(new SimulatedReport(notice.at().plus(noticeRandom.minutes(0.01, 0.1)), publisher, movement));
        }

        private TrainMovement movement(
                UUID id, UUID retracts, Instant occurredAt, Instant plannedAt, Instant createdAt, Object detail) {
            return new TrainMovement(
                    id,
                    retracts,
                    run.runId(),
                    run.trainNumber(),
                    facility,
                    direction,
                    occurredAt,
                    plannedAt,
                    createdAt,
                    publisher,
                    detail);
        }
    }
}

package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulates the clearance of a train at a port: exports take about an hour, imports up to 16 hours, and no clearance
 * takes a day.
 */
final class Customs {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Duration MAX_CLEARANCE = Duration.ofHours(23);
    private static final Duration MIN_LAST_STEP = Duration.ofMinutes(4);
    private static final List<String> INSPECTED =
            List.of("weight differs from the declaration", "random selection", "quarantine sample");
    private static final List<String> HELD =
            List.of("certificate missing", "seal number differs", "consignee asked back");

    /** A customs step and its time. */
    record Step(Instant at, Clearance clearance) {}

    private Customs() {}

    /** The steps in order; the last is the release. */
    static List<Step> clear(SeededRandom chance, Run run, Instant arrival, String declaration) {
        Network.BorderPort port = run.port();
        boolean outbound = run.outbound();
        List<Step> steps = new ArrayList<>();
        Instant limit = arrival.plus(MAX_CLEARANCE);
        Instant at = arrival.plus(
                SeededRandom.longer(outbound ? chance.minutes(5, 20) : chance.minutes(20, 60), run.handling()));
        steps.add(step(at, ClearanceStep.LODGED, port, declaration, null));

        Duration work = SeededRandom.longer(
                outbound ? chance.logNormalMinutes(42, 0.35, 300) : chance.logNormalMinutes(330, 0.42, 880),
                run.handling());
        boolean scanned = chance.happens(outbound ? 0.04 : 0.12);
        boolean inspected = chance.happens(outbound ? 0.01 : 0.05);
        boolean held = chance.happens(outbound ? 0.004 : 0.02);
        if (scanned) {
            at = at.plus(chance.minutes(5, 25));
            steps.add(step(at, ClearanceStep.SELECTED_SCAN, port, declaration, "risk profile"));
            work = work.plus(chance.minutes(30, 90));
        }
        if (inspected) {
            at = at.plus(chance.minutes(10, 40));
            steps.add(step(
                    at,
                    ClearanceStep.SELECTED_INSPECTION,
                    port,
                    declaration,
                    INSPECTED.get(chance.between(0, INSPECTED.size() - 1))));
            work = work.plus(untilDay(at)).plus(chance.minutes(90, 240));
        }
        if (held) {
            at = at.plus(chance.minutes(10, 60));
            steps.add(step(at, ClearanceStep.HOLD, port, declaration, HELD.get(chance.between(0, HELD.size() - 1))));
            work = work.plus(chance.minutes(120, 360));
        }
        Instant released = at.plus(work);
        if (released.isAfter(limit)) {
            released = limit.minus(chance.minutes(0, 50));
        }
        if (released.isBefore(at.plus(MIN_LAST_STEP))) {
            released = at.plus(MIN_LAST_STEP);
        }
        steps.add(step(released, ClearanceStep.RELEASED, port, declaration, null));
        return steps;
    }

    /** Inspectors work from eight to eight. */
    private static Duration untilDay(Instant at) {
        ZonedDateTime local = at.atZone(BEIJING);
        if (local.getHour() >= 8 && local.getHour() < 20) {
            return Duration.ZERO;
        }
        ZonedDateTime morning = local.toLocalDate().atTime(8, 0).atZone(BEIJING);
        return Duration.between(local, local.getHour() < 8 ? morning : morning.plusDays(1));
    }

    private static Step step(
            Instant at, ClearanceStep step, Network.BorderPort port, String declaration, String reason) {
        return new Step(at, new Clearance(step, port.customsOffice(), declaration, reason, null));
    }
}

package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_STORED_CODE_CHARS;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_STORED_TEXT_CHARS;
import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import java.util.ArrayList;
import java.util.List;

/** Makes reports from movements: drops the fields that nothing counts, and cuts long texts. */
final class ReportFactory {
    /** The way of a train as a movement names it. */
    private record Way(String origin, String destination, String nextBorder, String operatorLine) {}

    private ReportFactory() {}

    static Report of(TrainMovement movement) {
        Object detail = movement.getDetail();
        if (detail instanceof Departure departure) {
            return ofTrainMovement(
                    movement,
                    ReportKind.DEPARTURE,
                    new Way(
                            departure.getOrigin(),
                            departure.getDestination(),
                            departure.getNextBorder(),
                            departure.getOperatorLine()),
                    departure.getConsist());
        }
        if (detail instanceof Arrival arrival) {
            return ofTrainMovement(
                    movement,
                    ReportKind.ARRIVAL,
                    new Way(
                            arrival.getOrigin(),
                            arrival.getDestination(),
                            arrival.getNextBorder(),
                            arrival.getOperatorLine()),
                    arrival.getConsist());
        }
        if (detail instanceof Clearance clearance) {
            ReportKind step = kindOf(clearance);
            boolean hasReason = step == ReportKind.HOLD || step == ReportKind.REFUSED;
            return ofNotice(movement, step, UNKNOWN, null, hasReason ? clearance.getReason() : null);
        }
        if (detail instanceof Plan plan) {
            return ofNotice(
                    movement,
                    switch (plan.getMovement()) {
                        case DEPARTURE -> ReportKind.PLANNED_DEPARTURE;
                        case ARRIVAL -> ReportKind.PLANNED_ARRIVAL;
                    },
                    plannedAt(movement),
                    null,
                    null);
        }
        if (detail instanceof Estimate estimate) {
            return ofNotice(
                    movement,
                    switch (estimate.getMovement()) {
                        case DEPARTURE -> ReportKind.ESTIMATED_DEPARTURE;
                        case ARRIVAL -> ReportKind.ESTIMATED_ARRIVAL;
                    },
                    estimate.getEstimatedAt().toEpochMilli(),
                    null,
                    null);
        }
        if (detail instanceof DelayCause cause) {
            String text = blankAsNull(cause.getText());
            return ofNotice(
                    movement,
                    ReportKind.DELAY_CAUSE,
                    UNKNOWN,
                    cause.getAlertType(),
                    text == null ? cause.getCode() : text);
        }
        throw new IllegalArgumentException("not a detail of this release: " + detail.getClass());
    }

    private static ReportKind kindOf(Clearance clearance) {
        boolean isFastRelease =
                clearance.getStep() == ClearanceStep.RELEASED && clearance.getRegime() == ClearanceRegime.FAST;
        return isFastRelease
                ? ReportKind.RELEASED_FAST
                : ReportKind.valueOf(clearance.getStep().name());
    }

    private static Report ofTrainMovement(TrainMovement movement, ReportKind kind, Way way, Consist consist) {
        boolean canCountAsTrip = kind == ReportKind.ofTrip(direction(movement));
        String line = blankAsNull(way.operatorLine);
        return new Report(
                movement.getEventId(),
                movement.getRetracts(),
                kind,
                direction(movement),
                cut(movement.getTrainNumber(), MAX_STORED_CODE_CHARS),
                movement.getOccurredAt().toEpochMilli(),
                movement.getCreatedAt().toEpochMilli(),
                plannedAt(movement),
                blankAsNull(way.origin),
                blankAsNull(way.destination),
                blankAsNull(way.nextBorder),
                line == null ? null : cut(line, MAX_STORED_CODE_CHARS),
                consist == null ? null : numbers(consist),
                consist == null || !canCountAsTrip ? List.of() : commodities(consist),
                null,
                null);
    }

    /** Makes the report of a customs step, a plan, an estimate or a cause of delay. */
    private static Report ofNotice(
            TrainMovement movement, ReportKind kind, long plannedAt, String alertType, String text) {
        String type = blankAsNull(alertType);
        String reason = blankAsNull(text);
        return new Report(
                movement.getEventId(),
                movement.getRetracts(),
                kind,
                direction(movement),
                cut(movement.getTrainNumber(), MAX_STORED_CODE_CHARS),
                movement.getOccurredAt().toEpochMilli(),
                movement.getCreatedAt().toEpochMilli(),
                plannedAt,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                type == null ? null : cut(type, MAX_STORED_CODE_CHARS),
                reason == null ? null : cut(reason, MAX_STORED_TEXT_CHARS));
    }

    private static TravelDirection direction(TrainMovement movement) {
        return TravelDirection.valueOf(movement.getDirection().name());
    }

    private static long plannedAt(TrainMovement movement) {
        return movement.getPlannedAt() == null
                ? UNKNOWN
                : movement.getPlannedAt().toEpochMilli();
    }

    /** Cuts a text, but never between the two halves of a surrogate pair. */
    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars);
    }

    private static dev.goldencorridor.processor.model.Consist numbers(Consist consist) {
        return new dev.goldencorridor.processor.model.Consist(
                consist.getWagons(),
                consist.getLoadedTeu(),
                consist.getEmptyTeu(),
                kilograms(consist.getGrossTonnes()));
    }

    private static List<Commodity> commodities(Consist consist) {
        List<Commodity> commodities = new ArrayList<>(consist.getCommodities().size());
        for (dev.goldencorridor.schemas.Commodity carried : consist.getCommodities()) {
            commodities.add(new Commodity(
                    carried.getHs(), blankAsNull(carried.getConsignee()), kilograms(carried.getNetTonnes())));
        }
        return commodities;
    }

    private static long kilograms(double tonnes) {
        return Math.round(tonnes * 1000);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

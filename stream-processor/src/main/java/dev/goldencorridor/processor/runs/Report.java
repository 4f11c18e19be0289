package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Consist;
import dev.goldencorridor.processor.model.TravelDirection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * One movement as its visit stores it: the fields that measurements and calls need. Immutable.
 *
 * @param retracts the id of the event that this report retracts, or null
 * @param trainNumber cut to a length that no train number has
 * @param occurredAt milliseconds since 1970-01-01T00:00Z; likewise {@code createdAt}
 * @param plannedAt likewise, or the estimated time of an estimate; {@code UNKNOWN} if the movement has neither
 * @param origin where the run began, or null if unknown; likewise {@code destination}
 * @param nextBorder the border port ahead of the train; null if none or unknown
 * @param operatorLine null if the feed has none
 * @param consist null if the feed has none
 * @param commodities the reported part of the cargo; empty if the report cannot count as a trip
 * @param alertType the type of alert that a cause of delay explains; null if it explains all types
 * @param text the reason of a delay, a hold or a refusal, cut to a readable length; null if none was reported
 */
record Report(
        UUID eventId,
        UUID retracts,
        ReportKind kind,
        TravelDirection direction,
        String trainNumber,
        long occurredAt,
        long createdAt,
        long plannedAt,
        String origin,
        String destination,
        String nextBorder,
        String operatorLine,
        Consist consist,
        List<Commodity> commodities,
        String alertType,
        String text) {
    /** No plan is earlier than the first China–Europe train. */
    private static final long MIN_PLAN = Instant.parse("2011-01-01T00:00:00Z").toEpochMilli();

    /** The last time of 13 digits, in the year 2286. */
    private static final long MAX_PLAN = 9_999_999_999_999L;

    /** An upper bound for the bytes of all fields of a report but its texts and commodities. */
    private static final int REPORT_NUMBERS_BYTES = 48;

    private static final int COMMODITY_NUMBERS_BYTES = 8;

    /**
     * The precedence of reports of the same thing: the greater one counts, which is the one created later. The order
     * depends on content alone, so the order of arrival does not matter. The text of all fields makes the order total.
     */
    static final Comparator<Report> BY_PRECEDENCE = Comparator.comparingLong(Report::createdAt)
            .thenComparingLong(Report::occurredAt)
            .thenComparing(Report::eventId)
            .thenComparing(Report::toString);

    /** Returns the report with precedence. Either may be null; returns null if both are. */
    static Report withPrecedence(Report one, Report other) {
        return one == null || (other != null && other.hasPrecedenceOver(one)) ? other : one;
    }

    boolean hasPrecedenceOver(Report other) {
        return BY_PRECEDENCE.compare(this, other) > 0;
    }

    /** Returns a report of the same event, created at another time, without consist and texts. */
    Report traceCreatedAt(long millis) {
        return new Report(
                eventId,
                retracts,
                kind,
                direction,
                trainNumber,
                occurredAt,
                millis,
                plannedAt,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null);
    }

    /**
     * Whether the report sets or cancels the plan. A plan without a time cancels it; an event without a planned time
     * does neither. A time at which no train ran or will run is no plan.
     */
    boolean setsPlan() {
        if (kind.isEstimate()) {
            return false;
        }
        return plannedAt == UNKNOWN ? kind.isPlan() : hasPlausiblePlan();
    }

    /** Whether a train can run at the planned or estimated time. */
    boolean hasPlausiblePlan() {
        return plannedAt >= MIN_PLAN && plannedAt <= MAX_PLAN;
    }

    /** Returns the approximate number of stored bytes. Each character counts as one byte. */
    int length() {
        int length = REPORT_NUMBERS_BYTES + length(trainNumber) + length(origin) + length(destination);
        length += length(nextBorder) + length(operatorLine) + length(alertType) + length(text);
        for (Commodity commodity : commodities) {
            length += COMMODITY_NUMBERS_BYTES + length(commodity.hs()) + length(commodity.consignee());
        }
        return length;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}

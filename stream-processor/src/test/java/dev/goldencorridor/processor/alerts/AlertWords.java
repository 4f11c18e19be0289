package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * States of an alert in words:
 *
 * <ul>
 *   <li>{@code none}; {@code deleted}, after two revisions
 *   <li>{@code RAISED MINOR since 00:00 at 12:00}: waiting, raised at 12:00
 *   <li>{@code RAISED MINOR 40m late at 11:00}: shown
 *   <li>{@code CLEARED MINOR at 13:00}: cleared by an event
 *   <li>with {@code , reported} at the end: the lateness of the event counts as reported
 * </ul>
 */
final class AlertWords {
    private static final String FACILITY = "CNHRS";
    private static final String TRAIN = "X8001";
    private static final long RAISED_REVISION = 1;
    private static final long CLEARED_REVISION = 2;
    private static final long MILLIS_IN_SECOND = 1000;
    static final AlertDetails NO_DETAILS = new AlertDetails(UNKNOWN, UNKNOWN, null);
    private static final Pattern STATE =
            Pattern.compile("(RAISED|CLEARED) (\\w+)(?: since (\\S+)| (\\S+) late)? at (\\S+)");

    private AlertWords() {}

    /** The alert of a text. The thresholds are those under which it was raised. */
    static Alert parse(String text, AlertType type, SeverityThresholds thresholds) {
        String state = text.replace(", reported", "");
        return switch (state) {
            case "none" -> new Alert(FACILITY, "", type, null, 0, isReported(text));
            case "deleted" -> new Alert(FACILITY, "", type, null, CLEARED_REVISION, isReported(text));
            default -> raised(state, isReported(text), type, thresholds);
        };
    }

    private static boolean isReported(String text) {
        return text.endsWith(", reported");
    }

    private static Alert raised(String state, boolean isReported, AlertType type, SeverityThresholds thresholds) {
        Matcher matcher = STATE.matcher(state);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a state of an alert: " + state);
        }
        boolean isCleared = matcher.group(1).equals("CLEARED");
        Severity severity = Severity.valueOf(matcher.group(2));
        long at = ClockTime.millis(matcher.group(5));
        RaisedAlert raised = new RaisedAlert(
                severity,
                matcher.group(4) != null,
                matcher.group(3) == null ? UNKNOWN : ClockTime.millis(matcher.group(3)),
                NO_DETAILS,
                false,
                matcher.group(4) == null ? thresholds.step(severity) : ClockTime.durationMillis(matcher.group(4)),
                thresholds.step(severity),
                TRAIN,
                at,
                isCleared ? at : UNKNOWN,
                isCleared ? ClearedCause.DEPARTED : null);
        return new Alert(FACILITY, "", type, raised, isCleared ? CLEARED_REVISION : RAISED_REVISION, isReported);
    }

    /**
     * The published value in words, as in {@code RAISED MAJOR 16h at 12:00}, {@code CLEARED RELEASED 13h at 13:00} or
     * {@code tombstone}. Other fields follow if they are not null. Null if nothing is published.
     *
     * @param now when it is published
     */
    static String publishedText(Alert before, Alert after, long now) {
        if (after.revision() != before.revision()) {
            return text(after.record("CR|X8001|2026-10-30", now));
        }
        return before.raised() != null && after.raised() == null ? "tombstone" : null;
    }

    static String text(DelayAlert alert) {
        String value = durationText(alert.getValueSeconds());
        String state = alert.getState().equals("RAISED")
                ? "RAISED " + alert.getSeverity() + " " + value + " at " + ClockTime.text(alert.getRaisedAt())
                : "CLEARED " + alert.getClearedCause() + " " + value + " at " + ClockTime.text(alert.getClearedAt());
        return state
                + field("reason", alert.getReason())
                + field("planned", time(alert.getPlannedAt()))
                + field("occurred", time(alert.getOccurredAt()))
                + field("parent", alert.getParentKey() == null ? null : typeOf(alert.getParentKey()));
    }

    static String durationText(double seconds) {
        return ClockTime.durationText((long) (seconds * MILLIS_IN_SECOND));
    }

    private static String typeOf(String key) {
        return key.substring(key.lastIndexOf('|') + 1);
    }

    private static String field(String name, String value) {
        return value == null ? "" : ", " + name + " " + value;
    }

    private static String time(Instant instant) {
        return instant == null ? null : ClockTime.text(instant);
    }
}

package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.alerts.rules.Finding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Findings in words:
 *
 * <ul>
 *   <li>{@code none: RETRACTED}
 *   <li>{@code since 10:00}: ongoing
 *   <li>{@code RELEASED after 13h}: ended
 *   <li>{@code heard ARRIVED at 12:30}: heard again
 *   <li>{@code DEPARTED 40m late, then ARRIVED}: already late, and moved on
 * </ul>
 */
final class FindingWords {
    private static final Pattern NONE = Pattern.compile("none: (\\w+)");
    private static final Pattern ONGOING = Pattern.compile("since (\\S+?)(?:, later (\\w+))?");
    private static final Pattern ENDED = Pattern.compile("(\\w+) after (\\S+)");
    private static final Pattern HEARD_AGAIN = Pattern.compile("heard (\\w+) at (\\S+)");
    private static final Pattern ALREADY_LATE = Pattern.compile("(\\w+) (\\S+) late(?:, then (\\w+))?");

    private FindingWords() {}

    static String text(Finding finding) {
        if (finding instanceof Finding.Ongoing ongoing) {
            return "since " + ClockTime.text(ongoing.since());
        }
        if (finding instanceof Finding.Ended ended) {
            return ended.cause() + " after " + ClockTime.durationText(ended.duration());
        }
        if (finding instanceof Finding.HeardAgain heard) {
            return "heard " + heard.cause() + " at " + ClockTime.text(heard.at());
        }
        if (finding instanceof Finding.AlreadyLate late) {
            String movedOn = late.movedOnCause() == null ? "" : ", then " + late.movedOnCause();
            return late.occurredCause() + " " + ClockTime.durationText(late.lateness()) + " late" + movedOn;
        }
        return "none: " + ((Finding.None) finding).cause();
    }

    /**
     * The finding of a text. A text {@code since 10:20, later PLAN_CHANGED} also has the clearing cause of an alert
     * whose delay turns out to have started later. It is {@code CORRECTED} if the text has none.
     */
    static Finding parse(String text, AlertDetails details) {
        Matcher matcher = NONE.matcher(text);
        if (matcher.matches()) {
            return new Finding.None(cause(matcher, 1));
        }
        matcher = ONGOING.matcher(text);
        if (matcher.matches()) {
            ClearedCause laterStart = matcher.group(2) == null ? ClearedCause.CORRECTED : cause(matcher, 2);
            return new Finding.Ongoing(ClockTime.millis(matcher.group(1)), details, laterStart);
        }
        matcher = HEARD_AGAIN.matcher(text);
        if (matcher.matches()) {
            return new Finding.HeardAgain(ClockTime.millis(matcher.group(2)), cause(matcher, 1), details);
        }
        matcher = ENDED.matcher(text);
        if (matcher.matches()) {
            return new Finding.Ended(ClockTime.durationMillis(matcher.group(2)), cause(matcher, 1), details);
        }
        matcher = ALREADY_LATE.matcher(text);
        if (matcher.matches()) {
            ClearedCause movedOn = matcher.group(3) == null ? null : cause(matcher, 3);
            return new Finding.AlreadyLate(
                    ClockTime.durationMillis(matcher.group(2)), cause(matcher, 1), movedOn, details);
        }
        throw new IllegalArgumentException("not a finding: " + text);
    }

    private static ClearedCause cause(Matcher matcher, int group) {
        return ClearedCause.valueOf(matcher.group(group));
    }
}

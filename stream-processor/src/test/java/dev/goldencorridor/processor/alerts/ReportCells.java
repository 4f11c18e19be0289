package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cells of the tables that hold the reports of a train run. A cell has the reports of one kind, separated by
 * commas:
 *
 * <ul>
 *   <li>{@code 10:40}: an event at this time, reported at once; a plan for this time, reported at midnight
 *   <li>{@code 10:40 reported 11:00}: the same, reported later. It corrects an earlier report of the cell
 *   <li>{@code 10:40 planned 10:00}: an event with its planned time
 *   <li>{@code 10:40 to KZALA}: an arrival or departure of a run to this destination
 *   <li>{@code retracted 11:00}: a retraction of the cell's last report, reported at this time
 *   <li>{@code cancelled 11:00}: a plan that cancels the movement, reported at this time
 * </ul>
 */
final class ReportCells {
    static final String RUN = "CR|X8001|2026-10-30";

    private static final PublisherCatalogue PUBLISHERS = PublisherCatalogue.builtIn();
    private static final String TIME = "(\\d+:\\d\\d(?::\\d\\d)?)";
    private static final Pattern REPORT = Pattern.compile(
            TIME + "(?: planned " + TIME + ")?(?: to (?<to>\\S+))?(?: reported (?<reported>" + TIME + "))?");
    private static final Pattern NOTICE = Pattern.compile("(retracted|cancelled) " + TIME);
    private static final Pattern ELSEWHERE = Pattern.compile("(\\S+)(?: of (\\S+))? ((?:planned )?[a-z]+) (.*)");

    private final List<Reported> reports = new ArrayList<>();

    /**
     * A movement, and the time at which the pipeline receives it.
     *
     * @param at on the wall clock
     */
    record Reported(TrainMovement movement, Instant at) {}

    /**
     * Adds the reports of a cell.
     *
     * @param publisher null for the usual publisher of the facility
     * @param kind {@code arrival}, {@code departure}, {@code release}, {@code hold}, {@code refusal}, {@code lodging},
     *     {@code planned arrival} or {@code planned departure}
     * @param cell null if there are none
     */
    void add(String facility, String publisher, String kind, String cell) {
        if (cell == null) {
            return;
        }
        TrainMovement last = null;
        for (String part : cell.split(", ", -1)) {
            Matcher notice = NOTICE.matcher(part);
            if (notice.matches()) {
                Instant at = ClockTime.instant(notice.group(2));
                last = notice.group(1).equals("retracted")
                        ? Movements.retraction(last)
                        : of(facility, publisher, kind, at, at, null)
                                .setPlannedAt(null)
                                .build();
                reports.add(new Reported(last, at));
            } else {
                Reported report = report(facility, publisher, kind, part);
                last = report.movement();
                reports.add(report);
            }
        }
    }

    /** Adds cells at other facilities, separated by semicolons. */
    void addElsewhere(String cells) {
        if (cells == null) {
            return;
        }
        for (String part : cells.split("; ", -1)) {
            Matcher matcher = matched(ELSEWHERE, part);
            add(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
        }
    }

    private static Reported report(String facility, String publisher, String kind, String part) {
        Matcher matcher = matched(REPORT, part);
        Instant time = ClockTime.instant(matcher.group(1));
        boolean isPlan = kind.startsWith("planned ");
        Instant reportedAt = matcher.group("reported") != null
                ? ClockTime.instant(matcher.group("reported"))
                : isPlan ? ClockTime.MIDNIGHT : time;
        TrainMovement.Builder movement =
                of(facility, publisher, kind, isPlan ? reportedAt : time, reportedAt, matcher.group("to"));
        if (isPlan) {
            movement.setPlannedAt(time);
        } else if (matcher.group(2) != null) {
            movement.setPlannedAt(ClockTime.instant(matcher.group(2)));
        }
        return new Reported(movement.build(), reportedAt);
    }

    private static TrainMovement.Builder of(
            String facility, String publisher, String kind, Instant at, Instant createdAt, String destination) {
        return TrainMovement.newBuilder(
                        Movements.movement(RUN, facility, Direction.OUTBOUND, at, createdAt, detail(kind, destination)))
                .setPublisher(
                        publisher == null ? PUBLISHERS.reporterOf(facility).orElseThrow() : publisher);
    }

    private static Object detail(String kind, String destination) {
        return switch (kind) {
            case "arrival" -> Movements.arrivalOf(null, destination, null);
            case "departure" -> Movements.departureOf(null, destination, null);
            case "lodging" -> Movements.stepOf(ClearanceStep.LODGED);
            case "hold" -> Movements.stepOf(ClearanceStep.HOLD);
            case "refusal" -> Movements.stepOf(ClearanceStep.REFUSED);
            case "release" -> Movements.stepOf(ClearanceStep.RELEASED);
            case "planned arrival" -> new Plan(PlannedMovement.ARRIVAL);
            case "planned departure" -> new Plan(PlannedMovement.DEPARTURE);
            default -> throw new IllegalArgumentException("no report is called " + kind);
        };
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a cell of this table: " + text);
        }
        return matcher;
    }

    /** The reports in the order of receipt. None may be later than the given time: it would not count. */
    List<Reported> inOrderUntil(Instant now) {
        reports.sort(Comparator.comparing(Reported::at));
        if (!reports.isEmpty() && reports.get(reports.size() - 1).at().isAfter(now)) {
            throw new IllegalArgumentException("a report comes after " + ClockTime.text(now));
        }
        return List.copyOf(reports);
    }
}

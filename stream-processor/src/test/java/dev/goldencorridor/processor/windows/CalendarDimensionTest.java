package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalendarDimensionTest {
    private final CalendarDriver calendar = new CalendarDriver(3);

    @Test
    void aRailwayDayEndsAtSixInTheEveningInBeijing() {
        assertThat(LocalDate.ofEpochDay(CorridorCalendar.RAILWAY.dayOf(minute("2025-11-30T10:00:59Z"))))
                .isEqualTo("2025-11-30");
        assertThat(LocalDate.ofEpochDay(CorridorCalendar.RAILWAY.dayOf(minute("2025-11-30T10:01:00Z"))))
                .isEqualTo("2025-12-01");
        assertThat(CorridorCalendar.RAILWAY.firstMinute(day("2025-12-01"))).isEqualTo(minute("2025-11-30T10:01:00Z"));
    }

    @Test
    void aCivilDayEndsAtMidnightInBeijing() {
        assertThat(LocalDate.ofEpochDay(CorridorCalendar.CIVIL.dayOf(minute("2025-11-30T15:59:59Z"))))
                .isEqualTo("2025-11-30");
        assertThat(LocalDate.ofEpochDay(CorridorCalendar.CIVIL.dayOf(minute("2025-11-30T16:00:00Z"))))
                .isEqualTo("2025-12-01");
        assertThat(CorridorCalendar.CIVIL.firstMinute(day("2025-12-01"))).isEqualTo(minute("2025-11-30T16:00:00Z"));
    }

    @Test
    void aYearIsComparedWithTheYearBeforeUpToTheSameDay() {
        trips("2024-02-28", 2);
        trips("2024-02-29", 5);
        trips("2024-03-01", 7);
        trips("2025-02-28", 1);
        calendar.advanceTo(day("2025-02-28"));
        assertThat(lastYear("YEAR:2025")).isEqualTo(2);
        assertThat(lastYear("MONTH:2025-02")).isEqualTo(2);
        assertThat(sum("YEAR:2025").lastYearDays()).isEqualTo(59);
        calendar.advanceTo(day("2025-03-01"));
        assertThat(lastYear("YEAR:2025")).isEqualTo(14);
        assertThat(sum("YEAR:2025").days()).isEqualTo(60);
        assertThat(sum("YEAR:2025").lastYearDays()).isEqualTo(61);
    }

    @Test
    void theLeapDayIsComparedWithTheDayBeforeIt() {
        trips("2023-02-28", 3);
        trips("2024-02-29", 5);
        calendar.advanceTo(day("2024-02-29"));
        assertThat(lastYear("DAY:2024-02-29")).isEqualTo(3);
        assertThat(lastYear("MONTH:2024-02")).isEqualTo(3);
    }

    @Test
    void aLateChangeReopensItsPeriodsAndThoseComparedWithThem() {
        trips("2024-02-29", 5);
        trips("2025-03-02", 1);
        calendar.advanceTo(day("2025-03-02"));
        calendar.takeChanged();
        assertThat(lastYear("YEAR:2025")).isEqualTo(5);
        trips("2024-02-29", -2);
        assertThat(calendar.takeChanged())
                .contains(
                        Period.ofName("DAY:2024-02-29"),
                        Period.ofName("MONTH:2024-02"),
                        Period.ofName("YEAR:2024"),
                        Period.ofName("YEAR:2025"));
        assertThat(lastYear("YEAR:2025")).isEqualTo(3);
        assertThat(sum("YEAR:2024").current().trips()).isEqualTo(3);
    }

    @Test
    void daysAheadOfTheClockWaitForIt() {
        calendar.advanceTo(day("2025-12-31"));
        trips("2026-01-01", 4);
        assertThat(calendar.takeChanged()).doesNotContain(Period.ofName("YEAR:2026"));
        calendar.advanceTo(day("2026-01-01"));
        assertThat(calendar.takeChanged()).contains(Period.ofName("YEAR:2025"), Period.ofName("YEAR:2026"));
        assertThat(sum("YEAR:2026").current().trips()).isEqualTo(4);
        assertThat(sum("YEAR:2025").isOver()).isTrue();
    }

    @Test
    void threeFullYearsArePublishedAndTheYearBeforeThemIsKeptForComparison() {
        trips("2022-01-01", 1);
        trips("2021-12-31", 1);
        calendar.advanceTo(day("2025-06-01"));
        assertThat(calendar.takeChanged())
                .contains(Period.ofName("YEAR:2022"))
                .doesNotContain(Period.ofName("YEAR:2021"));
        assertThat(sum("YEAR:2022").current().trips()).isEqualTo(1);
    }

    @Test
    void theComparisonOfTheFirstPublishedYearStaysWhenTheHistoryMovesOnAndMayComeLate() {
        trips("2021-12-30", 1);
        trips("2022-12-30", 2);
        calendar.advanceTo(day("2024-06-01"));
        assertThat(lastYear("YEAR:2022")).isEqualTo(1);
        calendar.advanceTo(day("2025-06-01"));
        assertThat(lastYear("YEAR:2022")).isEqualTo(1);
        calendar.takeChanged();
        trips("2021-12-30", 4);
        assertThat(calendar.takeChanged())
                .containsExactlyInAnyOrder(
                        Period.ofName("DAY:2022-12-30"), Period.ofName("MONTH:2022-12"), Period.ofName("YEAR:2022"));
        assertThat(lastYear("MONTH:2022-12")).isEqualTo(5);
    }

    @Test
    void sumsThatWereDroppedAreBuiltAgain() {
        trips("2024-06-01", 3);
        calendar.advanceTo(day("2025-06-01"));
        trips("2025-06-01", 1);
        assertThat(sum("YEAR:2025").current().trips()).isEqualTo(1);
        calendar.dropSums();
        trips("2025-05-31", 2);
        assertThat(sum("YEAR:2025").current().trips()).isEqualTo(3);
        assertThat(lastYear("YEAR:2025")).isEqualTo(3);
    }

    @Test
    void whenTheLongestDurationOfARunningPeriodIsSubtractedTheNextLongestCounts() {
        calendar.advanceTo(day("2025-06-01"));
        duration("2025-05-30", 7_000, 1);
        duration("2025-05-31", 9_000, 1);
        assertThat(sum("YEAR:2025").durations(DurationKind.DWELL).longestSeconds())
                .isEqualTo(9.0);
        duration("2025-05-31", 9_000, -1);
        assertThat(sum("YEAR:2025").durations(DurationKind.DWELL).longestSeconds())
                .isEqualTo(7.0);
        duration("2025-05-30", 7_000, -1);
        assertThat(sum("YEAR:2025").durations(DurationKind.DWELL).longestSeconds())
                .isNull();
    }

    private void duration(String date, long millis, int sign) {
        calendar.change(day(date), new Pane().add(new Measurement.Elapsed(DurationKind.DWELL, millis, false), sign));
    }

    @Test
    void cargoIsSummedByChapterAndByConsignee() {
        calendar.advanceTo(day("2025-06-01"));
        calendar.change(day("2025-05-31"), carrying("1001", "A", 40_000));
        calendar.change(day("2025-06-01"), carrying("1005", "A", 2_000));
        calendar.change(day("2025-06-01"), carrying("8703", null, 9_000));
        Cargo year = sum("YEAR:2025").cargo();
        assertThat(year.commodityCodes()).isEqualTo(3);
        assertThat(year.kilogramsByChapter()).isEqualTo(Map.of("10", 42_000L, "87", 9_000L));
        assertThat(year.largestConsignments(50)).containsExactly(new Cargo.Consignment("A", "10", 42_000));
        calendar.change(day("2025-05-31"), new Pane().add(carrying("1001", "A", 40_000), -1));
        assertThat(sum("YEAR:2025").cargo().commodityCodes()).isEqualTo(2);
    }

    private static Pane carrying(String code, String consignee, long kilograms) {
        return Pane.of(new Measurement.Trip(
                TravelDirection.RETURN, 1, 1, 1, kilograms, List.of(new Commodity(code, consignee, kilograms))));
    }

    private void trips(String date, int trips) {
        calendar.change(day(date), pane(trips));
    }

    private static Pane pane(int trips) {
        Pane pane = new Pane();
        for (int i = 0; i < Math.abs(trips); i++) {
            pane.add(new Measurement.Trip(TravelDirection.OUTBOUND, 50, 100, 0, 0, List.of()), Integer.signum(trips));
        }
        return pane;
    }

    private long lastYear(String period) {
        return sum(period).lastYear().trips();
    }

    private PeriodSum sum(String period) {
        return calendar.sum(Period.ofName(period));
    }

    private static long day(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    private static long minute(String instant) {
        return Math.floorDiv(Instant.parse(instant).toEpochMilli(), 60_000L);
    }
}

package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.reset.PublishedState;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.TripCounts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmittedWindowsTest {
    private static final Instant START = Instant.parse("2026-10-31T10:00:30Z");
    private static final char EMITTED = RollingProcessor.EMITTED;
    private static final String SHARED = "corridor.trips\0HUB/H1/";

    @TempDir
    private Path directory;

    @Test
    void theWindowsOfADimensionAreOneEntry() {
        RollingDriver roll = withTrip();
        assertThat(roll.stored(EMITTED).keySet().stream().filter(key -> key.startsWith("corridor.trips\0")))
                .containsExactly(
                        SHARED,
                        SHARED + "DAY:2026-10-31",
                        SHARED + "HOUR:2026-10-31T10",
                        SHARED + "MONTH:2026-10",
                        SHARED + "YEAR:2026");
        roll.start(START.plusSeconds(5)).settle();
        roll.trip("HUB/H1", START);
        roll.settle();
        assertThat(revision(roll, "PT1H")).isEqualTo(2);
        assertThat(revision(roll, "PT24H")).isEqualTo(2);
    }

    @Test
    void revisionsContinueAfterAReleaseThatStoredEachWindowApart() {
        RollingDriver roll = withTrip();
        moveWindowsApart(roll);
        roll.start(START.plusSeconds(5));
        assertThat(roll.settle()).as("nothing has changed").isZero();
        roll.trip("HUB/H1", START);
        roll.settle();
        assertThat(revision(roll, "PT1H")).isEqualTo(2);
        assertThat(revision(roll, "PT24H")).isEqualTo(2);
        assertThat(roll.stored(EMITTED)).containsKey(SHARED).doesNotContainKeys(SHARED + "PT1H", SHARED + "PT24H");
    }

    @Test
    void aWindowThatIsNoLongerConfiguredIsDeleted() {
        RollingDriver roll = withTrip();
        assertThat(roll.latest()).containsKey("corridor.trips HUB/H1/PT24H");
        roll.start(START.plusSeconds(5), oneWindow()).settle();
        assertThat(roll.latest("corridor.trips HUB/H1/PT24H")).isNull();
        assertThat(roll.latest("corridor.trips HUB/H1/PT1H")).isNotNull();
    }

    @Test
    void aWindowOfTheFormerReleaseThatIsNoLongerConfiguredIsDeleted() {
        RollingDriver roll = withTrip();
        moveWindowsApart(roll);
        roll.start(START.plusSeconds(5), oneWindow()).settle();
        assertThat(roll.latest("corridor.trips HUB/H1/PT24H")).isNull();
        assertThat(roll.latest("corridor.trips HUB/H1/PT1H")).isNotNull();
        assertThat(roll.stored(EMITTED)).doesNotContainKey(SHARED + "PT24H");
    }

    @Test
    void aResetKeepsTheRevisionsOfAllWindows() {
        byte[] stored = withTrip().stored(EMITTED).get(SHARED);
        byte[] unknown = RememberedResults.withUnknownContent(EMITTED + SHARED, stored);
        assertThat(unknown).isNotEqualTo(stored);
        EmittedWindows windows = EmittedWindows.fromBytes(unknown);
        assertThat(windows.names()).containsExactly("PT1H", "PT24H");
        assertThat(windows.names()).allMatch(name -> windows.of(name).revision() == 1);
        PublishedState reset = new PublishedState(CorridorCalendar.RAILWAY, 0, 0);
        assertThat(reset.survivor(RollingProcessor.STORE, EMITTED + SHARED, stored))
                .isEqualTo(unknown);
        assertThat(reset.survivor(RollingProcessor.STORE, EMITTED + SHARED, unknown))
                .isEqualTo(unknown);
    }

    @Test
    void aWindowThatIsMissingInTheSharedEntryContinuesTheRevisionsOfItsOwnKey() {
        RollingDriver roll = withTrip();
        EmittedWindows windows = EmittedWindows.fromBytes(roll.stored(EMITTED).get(SHARED));
        roll.put(EMITTED, SHARED, windows.without("PT24H").toBytes());
        roll.put(EMITTED, SHARED + "PT24H", windows.of("PT24H").toBytes());
        roll.start(START.plusSeconds(5));
        roll.trip("HUB/H1", START);
        roll.settle();
        assertThat(revision(roll, "PT1H")).isEqualTo(2);
        assertThat(revision(roll, "PT24H")).isEqualTo(2);
        assertThat(roll.stored(EMITTED)).doesNotContainKey(SHARED + "PT24H");
    }

    private RollingDriver withTrip() {
        RollingDriver roll =
                new RollingDriver(directory, RollingDriver.PLAN, RollingDriver.UNLIMITED, () -> 0).start(START);
        roll.trip("HUB/H1", START);
        roll.settle();
        return roll;
    }

    private static void moveWindowsApart(RollingDriver roll) {
        roll.stored(EMITTED).forEach((key, stored) -> {
            if (key.endsWith("/")) {
                EmittedWindows windows = EmittedWindows.fromBytes(stored);
                windows.names()
                        .forEach(name ->
                                roll.put(EMITTED, key + name, windows.of(name).toBytes()));
                roll.put(EMITTED, key, null);
            }
        });
    }

    private static RollingPlan oneWindow() {
        RollingPlan plan = RollingDriver.PLAN;
        return new RollingPlan(
                List.of(Window.of("PT1H")),
                plan.calendar(),
                plan.years(),
                plan.eventClock(),
                plan.interval(),
                plan.calendarInterval(),
                plan.hours());
    }

    private static long revision(RollingDriver roll, String window) {
        return ((TripCounts) roll.latest("corridor.trips HUB/H1/" + window)).getRevision();
    }
}

package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.TripCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years of history: a punctuation does bounded work on it, also after a start, and no more than necessary. */
class RollingHistoryTest {
    private static final Instant START = Instant.parse("2026-10-31T04:00:30Z");
    /** A clock that does not advance, so that only the number of values is bounded. */
    @SuppressWarnings("UnnecessaryLambda")
    private static final LongSupplier STOPPED = () -> 0L;

    private static final WorkLimits FEW_VALUES =
            new WorkLimits(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), 20, 16_000, 48_000, 100_000);

    @TempDir
    private Path directory;

    @Test
    void aRestartEmitsNothingOfAHistoryThatWasEmitted() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 3, 800);
        roll.start(START.plusSeconds(60));
        assertThat(roll.settle()).isZero();
        assertThat(roll.stored('u')).isEmpty();
    }

    @Test
    void theFirstPunctuationAfterARestartIsBoundedAndTheRestFollows() {
        RollingDriver roll = withHistory(FEW_VALUES, 5, 100);
        roll.remove('v');
        roll.remove('t');
        roll.start(START.plusSeconds(60));
        // An idle task may do five times as much.
        assertThat(roll.tick()).isBetween(1, 5 * FEW_VALUES.values());
        assertThat(roll.unemitted()).isPositive();
        assertThat(roll.settle()).isGreaterThan(5 * 100);
        assertThat(((TripCounts) roll.latest("corridor.trips HUB/H4/YEAR:2026")).getTrips())
                .isEqualTo(100);
    }

    @Test
    void unemittedChangesAreEmittedAfterTheRestart() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 2, 700);
        roll.change("HUB/H1", START.minus(Duration.ofDays(600)), RollingDriver.trip(1));
        roll.trip("HUB/H0", START);
        assertThat(roll.stored('u').keySet()).containsExactlyInAnyOrder("HUB/H0", "HUB/H1");

        roll.start(START.plusSeconds(5));
        roll.settle();
        assertThat(trips(roll, "HUB/H1/DAY:2025-03-10")).isEqualTo(2);
        assertThat(trips(roll, "HUB/H0/DAY:2026-10-31")).isEqualTo(2);
        assertThat(trips(roll, "HUB/H0/PT1H")).isEqualTo(2);
        assertThat(roll.stored('u')).isEmpty();
    }

    @Test
    void aBulkCorrectionIsWorkedOffInBoundedSteps() {
        RollingDriver roll = withHistory(FEW_VALUES, 3, 400);
        for (int hub = 0; hub < 3; hub++) {
            roll.process("HUB/H" + hub, new AggregateUpdate.Batch(days(400, -1), Map.of()));
        }
        roll.setClock(START.plusSeconds(600));
        for (int i = 0; i < 10; i++) {
            // The limit is twenty values, five times as many without records, and one period more.
            assertThat(roll.tick()).isLessThan(120);
        }
        // A restart in the middle loses nothing.
        roll.start(START.plusSeconds(700));
        roll.settle();
        roll.latest().forEach((key, value) -> {
            if (value instanceof TripCounts counts) {
                assertThat(counts.getTrips()).as(key).isZero();
            }
        });
    }

    @Test
    void aFreshChangeIsEmittedAtOnceWhileABulkCorrectionIsWorkedOff() {
        RollingDriver roll = withHistory(FEW_VALUES, 3, 400);
        for (int hub = 0; hub < 3; hub++) {
            roll.process("HUB/H" + hub, new AggregateUpdate.Batch(days(400, -1), Map.of()));
        }
        roll.setClock(START.plusSeconds(600));
        for (int i = 0; i < 10; i++) {
            roll.tick();
        }
        assertThat(roll.unemitted()).isPositive();
        roll.trip("HUB/NEW", START.plusSeconds(600));
        roll.tick();
        assertThat(trips(roll, "HUB/NEW/PT1H")).isEqualTo(1);
    }

    @Test
    void timeBoundsAPunctuationToo() {
        AtomicLong nanos = new AtomicLong();
        // Each reading of the clock advances it by a millisecond.
        RollingDriver roll = new RollingDriver(
                directory, RollingDriver.PLAN, WorkLimits.of(new TaskHeap(1L << 30)), () -> nanos.addAndGet(1_000_000));
        roll.start(START);
        for (int hub = 0; hub < 200; hub++) {
            roll.trip("HUB/H" + hub, START);
        }
        int emitted = roll.tick();
        assertThat(emitted).isBetween(1, 60);
        roll.settle();
        assertThat(trips(roll, "HUB/H199/PT1H")).isEqualTo(1);
        assertThat(trips(roll, "HUB/H199/YEAR:2026")).isEqualTo(1);
    }

    @Test
    void aDayThatPassedWhileItWasDownIsFinalAfterTheRestart() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 2, 3);
        roll.start(START.plus(Duration.ofDays(1)));
        roll.settle();
        TripCounts day = (TripCounts) roll.latest("corridor.trips HUB/H1/DAY:2026-10-31");
        assertThat(day.getWindowEnd()).isEqualTo(Instant.parse("2026-10-31T10:01:00Z"));
        TripCounts year = (TripCounts) roll.latest("corridor.trips HUB/H1/YEAR:2026");
        assertThat(year.getTripsPerDay()).isEqualTo(3.0 / 305);
    }

    @Test
    void theStateOfTheFormerReleaseIsReviewed() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 2, 40);
        // The former release stored neither the unemitted dimensions nor its progress.
        roll.trip("HUB/H1", START.minus(Duration.ofDays(30)));
        roll.remove('u');
        roll.remove('v');
        roll.start(START.plusSeconds(5));
        assertThat(roll.settle()).isEqualTo(3);
        assertThat(trips(roll, "HUB/H1/DAY:2026-10-01")).isEqualTo(2);
        assertThat(trips(roll, "HUB/H1/YEAR:2026")).isEqualTo(41);
        roll.start(START.plusSeconds(10));
        assertThat(roll.settle()).isZero();
    }

    @Test
    void aReviewGoesOnWhereARestartCutItOff() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 4, 40);
        roll.remove('t');
        roll.remove('v');
        RollingDriver slow = roll.with(FEW_VALUES);
        slow.start(START.plusSeconds(5));
        for (int i = 0; i < 500 && slow.unemitted() != 0; i++) {
            slow.tick();
            slow.setClock(START.plusSeconds(6 + i));
            if (i % 10 == 9) {
                slow.start(START.plusSeconds(6 + i));
            }
        }
        slow.settle();
        for (int hub = 0; hub < 4; hub++) {
            assertThat(trips(slow, "HUB/H" + hub + "/YEAR:2026")).isEqualTo(40);
            assertThat(trips(slow, "HUB/H" + hub + "/DAY:2026-10-01")).isEqualTo(1);
        }
    }

    @Test
    void theKeysOfAWindowThatIsNoLongerConfiguredAreDeleted() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 1, 1);
        RollingPlan other = new RollingPlan(
                List.of(Window.of("PT1H"), Window.of("P7D")),
                RollingDriver.PLAN.calendar(),
                3,
                false,
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                192);
        roll.start(START.plusSeconds(5), other);
        roll.settle();
        assertThat(roll.latest()).containsEntry("corridor.trips HUB/H0/PT24H", null);
        assertThat(trips(roll, "HUB/H0/P7D")).isEqualTo(1);
    }

    @Test
    void theKeysOfAnEmptyDimensionAreDeleted() {
        RollingDriver roll =
                new RollingDriver(directory, RollingDriver.PLAN, RollingDriver.UNLIMITED, STOPPED).start(START);
        roll.trip("PORT/CNHRS", START);
        roll.waitingTrain("PORT/CNHRS", "CR|X1|2026-10-30", new WaitingTrain(START.toEpochMilli() - 1000, true, true));
        roll.settle();
        assertThat(roll.latest()).containsKeys("corridor.trips PORT/CNHRS/PT1H", "corridor.ports CNHRS");

        roll.waitingTrain("PORT/CNHRS", "CR|X1|2026-10-30", null);
        roll.setClock(START.plus(Duration.ofDays(4)));
        roll.settle();
        assertThat(trips(roll, "PORT/CNHRS/PT1H")).isZero();
        assertThat(((PortStatus) roll.latest("corridor.ports CNHRS")).getPresent())
                .isZero();

        roll.setClock(START.plus(Duration.ofDays(6 * 366)));
        roll.settle();
        assertThat(roll.latest().values()).isNotEmpty().containsOnlyNulls();
        assertThat(roll.stored('t')).isEmpty();
        assertThat(roll.stored('d')).isEmpty();
        assertThat(roll.stored('p')).isEmpty();
    }

    @Test
    void aDimensionWhoseTripsWereAllRetractedShowsZerosAndIsDeletedWhenNoWindowCouldHoldAnything() {
        RollingDriver roll =
                new RollingDriver(directory, RollingDriver.PLAN, RollingDriver.UNLIMITED, STOPPED).start(START);
        roll.trip("ROUTE/CNXAG-D1", START);
        roll.settle();
        roll.change("ROUTE/CNXAG-D1", START, RollingDriver.trip(-1));
        roll.start(START.plusSeconds(5));
        roll.settle();
        assertThat(trips(roll, "ROUTE/CNXAG-D1/PT24H")).isZero();
        Instant later = START.plus(Duration.ofDays(62));
        roll.start(later);
        roll.settle();
        assertThat(roll.latest()).containsEntry("corridor.trips ROUTE/CNXAG-D1/PT24H", null);
        assertThat(trips(roll, "ROUTE/CNXAG-D1/YEAR:2026")).isZero();

        roll.trip("ROUTE/CNXAG-D1", later);
        roll.settle();
        TripCounts back = (TripCounts) roll.latest("corridor.trips ROUTE/CNXAG-D1/PT24H");
        assertThat(back.getTrips()).isEqualTo(1);
        assertThat(back.getRevision()).isEqualTo(1);
    }

    @Test
    void aHubDoesNotOverwriteTheStatusOfThePortWithItsCode() {
        RollingDriver roll =
                new RollingDriver(directory, RollingDriver.PLAN, RollingDriver.UNLIMITED, STOPPED).start(START);
        roll.waitingTrain("PORT/KZALA", "CR|X1|2026-10-30", new WaitingTrain(START.toEpochMilli() - 1000, true, true));
        roll.settle();
        roll.trip("HUB/KZALA", START);
        roll.settle();
        assertThat(((PortStatus) roll.latest("corridor.ports KZALA")).getPresent())
                .isEqualTo(1);
    }

    @Test
    void daysBeforeTheStoredHistoryAreForgottenAndTheirKeysDeleted() {
        RollingDriver roll = withHistory(RollingDriver.UNLIMITED, 1, 1_100);
        assertThat(roll.stored('d')).hasSize(1_100);
        roll.setClock(Instant.parse("2028-01-02T00:00:00Z"));
        roll.settle();
        // 2024 is stored as the base period of 2025.
        assertThat(roll.stored('d').keySet()).hasSize(366 + 365 + 304);
        assertThat(roll.latest()).containsEntry("corridor.trips HUB/H0/YEAR:2024", null);
        assertThat(roll.latest()).containsEntry("corridor.trips HUB/H0/DAY:2024-12-31", null);
        assertThat(trips(roll, "HUB/H0/DAY:2025-01-01")).isEqualTo(1);
    }

    /** A driver with hubs H0, H1, …, each with a trip on each of the last days. */
    private RollingDriver withHistory(WorkLimits limits, int hubs, int days) {
        RollingDriver roll = new RollingDriver(directory, RollingDriver.PLAN, limits, STOPPED).start(START);
        for (int hub = 0; hub < hubs; hub++) {
            roll.process("HUB/H" + hub, new AggregateUpdate.Batch(days(days, 1), Map.of()));
        }
        roll.settle();
        return roll;
    }

    private static Map<Long, Pane> days(int days, int sign) {
        Map<Long, Pane> minutes = new HashMap<>();
        for (int day = 0; day < days; day++) {
            minutes.put(RollingDriver.minute(START.minus(Duration.ofDays(day))), RollingDriver.trip(sign));
        }
        return minutes;
    }

    private static long trips(RollingDriver roll, String key) {
        return ((TripCounts) roll.latest("corridor.trips " + key)).getTrips();
    }
}

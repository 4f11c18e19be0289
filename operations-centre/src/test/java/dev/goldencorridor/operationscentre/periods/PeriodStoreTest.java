package dev.goldencorridor.operationscentre.periods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodStoreTest {
    private static final PeriodStore.Series DAYS =
            new PeriodStore.Series("ops.trips", "PORT/CNHRS", CalendarPeriod.Kind.DAY);

    @ParameterizedTest
    @CsvSource({
        "HOUR:2026-11-30T14, 1",
        "DAY:2026-11-30, 24",
        "MONTH:2026-02, 672",
        "MONTH:2028-02, 696",
        "YEAR:2026, 8760",
        "YEAR:2028, 8784"
    })
    void aPeriodHasItsLength(String window, int hours) {
        assertThat(CalendarPeriod.ofWindow(window).orElseThrow().length()).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({"PT24H", "P7D", "DAY:2026-13-01", "HOUR:2026", "WEEK:2026-01", "YEAR:x"})
    void anotherTextIsNoPeriod(String window) {
        assertThat(CalendarPeriod.ofWindow(window)).isEmpty();
    }

    @Test
    void pointsAreInTheOrderOfTime() {
        PeriodStore store = new PeriodStore();
        put(store, 2, 20);
        put(store, 1, 10);
        put(store, 3, 30);
        put(store, 2, 21);
        store.remove(DAYS, "2026-11-03");

        assertThat(store.points(DAYS, "trips", 0, Long.MAX_VALUE))
                .extracting(PeriodStore.Point::value)
                .containsExactly(10.0, 21.0);
        assertThat(store.points(DAYS, "trips", 2, 3)).hasSize(1);
        assertThat(store.points(DAYS, "wagons", 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.fields("ops.trips")).isEqualTo(List.of("trips"));
    }

    @Test
    void theOldestPeriodsAreForgotten() {
        PeriodStore store = new PeriodStore(20);
        for (int day = 1; day <= 28; day++) {
            put(store, day, day);
        }

        List<PeriodStore.Point> points = store.points(DAYS, "trips", 0, Long.MAX_VALUE);
        assertThat(points).hasSizeLessThanOrEqualTo(20);
        assertThat(points.get(points.size() - 1).label()).isEqualTo("2026-11-28");
    }

    private static void put(PeriodStore store, int day, double trips) {
        CalendarPeriod period =
                CalendarPeriod.ofWindow(String.format("DAY:2026-11-%02d", day)).orElseThrow();
        store.put(DAYS, period, day, Map.of("trips", trips));
    }
}

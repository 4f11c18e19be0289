package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.consist;
import static dev.goldencorridor.processor.Movements.departureOf;
import static dev.goldencorridor.processor.Movements.movement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commodities, chapters and consignees in calendar periods, and their limits. */
class CargoCountsTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private final PipelineDriver pipeline = PipelineDriver.onEventClock();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void allHundredChaptersAreCounted() {
        List<Commodity> carried = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            carried.add(new Commodity("%02d%02d".formatted(i % 100, i / 100), 1.0 + i, null));
        }
        pipeline.publish(movement(
                RUN,
                "CNHRS",
                Direction.OUTBOUND,
                Instant.parse("2026-10-31T08:00:00Z"),
                departureOf(null, null, consist(carried))));
        TripCounts year = trips("PORT/CNHRS/YEAR:2026");
        assertThat(year.getCommodityCodes()).isEqualTo(130);
        assertThat(year.getNetTonnesByChapter())
                .hasSize(100)
                .containsEntry("29", 30.0 + 130.0)
                .containsEntry("99", 100.0);
    }

    @Test
    void inventedConsigneesMakeNoRecordTooLongForABroker() {
        int trips = 20;
        for (int trip = 0; trip < trips; trip++) {
            List<Commodity> carried = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                carried.add(new Commodity("100199", 1.0, "%0200d".formatted(500 * trip + i)));
            }
            pipeline.publish(movement(
                    "CR|X81" + trip + "|2026-10-30",
                    "CNHRS",
                    Direction.OUTBOUND,
                    Instant.parse("2026-10-31T08:00:00Z"),
                    departureOf(null, null, consist(carried))));
        }
        TripCounts year = trips("PORT/CNHRS/YEAR:2026");
        assertThat(year.getTrips()).isEqualTo(trips);
        assertThat(year.getNetTonnesByChapter()).containsEntry("10", 500.0 * trips);
        assertThat(year.getConsignees()).isBetween(1_000L, 1_500L);
        assertThat(pipeline.longestStored("rolling")).isLessThan(1 << 20);
        assertThat(pipeline.longestStored("journeys")).isLessThan(1 << 20);
    }

    private TripCounts trips(String key) {
        return (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get(key);
    }
}

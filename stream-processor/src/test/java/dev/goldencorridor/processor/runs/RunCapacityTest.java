package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The limits of one run, as applied to its reports. */
class RunCapacityTest {
    private static final Counting COUNTING = Counting.of(PortCatalogue.builtIn(), Duration.ofMinutes(10));
    private static final String RUN = "CR|X8001|2026-10-30";
    /** A text of characters that take three bytes each. */
    private static final String LONG = "\u4E2D".repeat(250);

    @Test
    void manyReportsMakeNoRecordThatTheBrokerRefuses() {
        RunCapacity capacity = new RunCapacity(5_000);
        Visit visit = Visit.EMPTY;
        String exceeded = null;
        while (exceeded == null && visit.size() < 5_000) {
            Visit more = visit.with(ReportFactory.of(report("CNHRS", Movements.departureOf(LONG, LONG, null))));
            exceeded = capacity.exceeded(RUN, TrainRun.EMPTY, VisitedPlace.of("CNHRS", "khorgos"), more, COUNTING);
            visit = exceeded == null ? more : visit;
        }
        assertThat(exceeded).contains("2097152 bytes", "CNHRS");
        assertThat(visit.toBytes().length).isBetween(1 << 20, 2 << 20);
    }

    @Test
    void manyCommoditiesMakeNoRecordThatTheBrokerRefuses() {
        RunCapacity capacity = new RunCapacity(500);
        Visit visit = Visit.EMPTY;
        List<Commodity> carried = Collections.nCopies(500, new Commodity(LONG, 1.0, LONG));
        for (int i = 0; i < 4; i++) {
            Visit more = visit.with(
                    ReportFactory.of(report("CNHRS", Movements.departureOf(null, null, Movements.consist(carried)))));
            if (capacity.exceeded(RUN, TrainRun.EMPTY, VisitedPlace.of("CNHRS", "khorgos"), more, COUNTING) == null) {
                visit = more;
            }
        }
        assertThat(visit.size()).isEqualTo(2);
        assertThat(visit.toBytes().length).isLessThan(2 << 20);
    }

    @Test
    void aPublishersPlacesTakeNoCapacityFromOthersOrFromTheCatalogue() {
        RunCapacity capacity = new RunCapacity(500);
        TrainRun run = TrainRun.EMPTY;
        for (int place = 0; place < 1_000; place++) {
            VisitedPlace invented = VisitedPlace.of("stanox:" + place, "gb-trust");
            assertThat(exceeded(capacity, run, invented)).isNull();
            run = run.with(invented.withSeparateVisit());
        }
        assertThat(exceeded(capacity, run, VisitedPlace.of("stanox:1000", "gb-trust")))
                .contains("1000 places");
        assertThat(exceeded(capacity, run, run.place("stanox:7"))).isNull();
        assertThat(exceeded(capacity, run, VisitedPlace.of("esr:1", "ktz"))).isNull();
        assertThat(exceeded(capacity, run, VisitedPlace.of("CNHRS", "khorgos"))).isNull();
        assertThat(exceeded(capacity, run, VisitedPlace.of("CNXAG", "gb-trust")))
                .isNull();
    }

    @Test
    void longNamesOfPlacesMakeNoRunThatTheBrokerRefuses() {
        RunCapacity capacity = new RunCapacity(500);
        TrainRun run = TrainRun.EMPTY;
        int publishers = 20;
        for (int i = 0; i < 1_000 * publishers; i++) {
            VisitedPlace invented = VisitedPlace.of("stanox:" + i + LONG, "publisher-" + i % publishers);
            Visit visit = Visit.EMPTY.with(ReportFactory.of(
                    report(invented.facility(), Movements.departureOf(invented.facility(), LONG + i, null))));
            if (capacity.exceeded(RUN, run, invented, visit, COUNTING) == null) {
                List<StopTimes> stops =
                        visit.measurements(invented.facility(), COUNTING).stops();
                run = run.with(invented.with(visit, false, Set.of()).withSeparateVisit())
                        .with(run.stops().with(invented.facility(), stops), Set.of());
            } else if (i > 2_000) {
                break;
            }
        }
        assertThat(run.toBytes().length).isBetween(1 << 19, 1 << 20);
        assertThat(exceeded(capacity, run, VisitedPlace.of("CNHRS", "khorgos"))).isNull();
    }

    private static String exceeded(RunCapacity capacity, TrainRun run, VisitedPlace place) {
        Visit visit =
                Visit.EMPTY.with(ReportFactory.of(report(place.facility(), Movements.departureOf(null, null, null))));
        return capacity.exceeded(RUN, run, place, visit, COUNTING);
    }

    private static TrainMovement report(String facility, Object detail) {
        return Movements.movement(RUN, facility, Direction.OUTBOUND, Instant.parse("2026-10-31T10:00:00Z"), detail);
    }
}

package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one run may have. */
class RunLimitsTest {
    private static final Counting COUNTING = Counting.by(PortCatalogue.builtIn());
    private static final String RUN = "CR|X8001|2026-10-30";
    /** Of a character that takes three bytes. */
    private static final String LONG = "\u4E2D".repeat(250);

    @Test
    void noNumberOfReportsMakesARecordThatTheBrokerRefuses() {
        RunLimits limits = new RunLimits(5_000);
        Visit journey = Visit.EMPTY;
        String exceeded = null;
        while (exceeded == null && journey.size() < 5_000) {
            Visit more = journey.with(Report.of(report("CNHRS", Movements.departureOf(LONG, LONG, null))));
            exceeded = limits.exceeded(RUN, TrainRun.EMPTY, VisitedPlace.of("CNHRS", "khorgos"), more, COUNTING);
            journey = exceeded == null ? more : journey;
        }
        assertThat(exceeded).contains("2097152 bytes", "CNHRS");
        assertThat(journey.toBytes().length).isBetween(1 << 20, 2 << 20);
    }

    @Test
    void noCommoditiesDoEither() {
        RunLimits limits = new RunLimits(500);
        Visit journey = Visit.EMPTY;
        List<Commodity> carried = Collections.nCopies(500, new Commodity(LONG, 1.0, LONG));
        for (int i = 0; i < 4; i++) {
            Visit more = journey.with(
                    Report.of(report("CNHRS", Movements.departureOf(null, null, Movements.consist(carried)))));
            if (limits.exceeded(RUN, TrainRun.EMPTY, VisitedPlace.of("CNHRS", "khorgos"), more, COUNTING) == null) {
                journey = more;
            }
        }
        assertThat(journey.size()).isEqualTo(2);
        assertThat(journey.toBytes().length).isLessThan(2 << 20);
    }

    @Test
    void thePlacesOfAPublisherTakeNothingFromAnotherAndThoseOfTheCatalogueHaveCapacity() {
        RunLimits limits = new RunLimits(500);
        TrainRun itinerary = TrainRun.EMPTY;
        for (int place = 0; place < 1_000; place++) {
            VisitedPlace invented = VisitedPlace.of("stanox:" + place, "gb-trust");
            assertThat(exceeded(limits, itinerary, invented)).isNull();
            itinerary = itinerary.with(invented.apart());
        }
        assertThat(exceeded(limits, itinerary, VisitedPlace.of("stanox:1000", "gb-trust")))
                .contains("1000 places");
        assertThat(exceeded(limits, itinerary, itinerary.place("stanox:7"))).isNull();
        assertThat(exceeded(limits, itinerary, VisitedPlace.of("esr:1", "ktz"))).isNull();
        assertThat(exceeded(limits, itinerary, VisitedPlace.of("CNHRS", "khorgos"))).isNull();
        assertThat(exceeded(limits, itinerary, VisitedPlace.of("CNXAG", "gb-trust"))).isNull();
    }

    @Test
    void longNamesOfPlacesMakeNoItineraryThatTheBrokerRefuses() {
        RunLimits limits = new RunLimits(500);
        TrainRun itinerary = TrainRun.EMPTY;
        int publishers = 20;
        for (int i = 0; i < 1_000 * publishers; i++) {
            VisitedPlace invented = VisitedPlace.of("stanox:" + i + LONG, "publisher-" + i % publishers);
            Visit journey = Visit.EMPTY.with(
                    Report.of(report(invented.facility(), Movements.departureOf(invented.facility(), LONG + i, null))));
            if (limits.exceeded(RUN, itinerary, invented, journey, COUNTING) == null) {
                StopTimes stop = journey.measurements(invented.facility(), COUNTING).stop();
                itinerary = itinerary
                        .with(invented.with(journey, false, Set.of()).apart())
                        .with(itinerary.stops().with(invented.facility(), stop), Set.of());
            } else if (i > 2_000) {
                break;
            }
        }
        assertThat(itinerary.toBytes().length).isBetween(1 << 19, 1 << 20);
        assertThat(exceeded(limits, itinerary, VisitedPlace.of("CNHRS", "khorgos"))).isNull();
    }

    private static String exceeded(RunLimits limits, TrainRun itinerary, VisitedPlace place) {
        Visit journey =
                Visit.EMPTY.with(Report.of(report(place.facility(), Movements.departureOf(null, null, null))));
        return limits.exceeded(RUN, itinerary, place, journey, COUNTING);
    }

    private static TrainMovement report(String facility, Object detail) {
        return Movements.movement(RUN, facility, Direction.OUTBOUND, Instant.parse("2026-10-31T10:00:00Z"), detail);
    }
}

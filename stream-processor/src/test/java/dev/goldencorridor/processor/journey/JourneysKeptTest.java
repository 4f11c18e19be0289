package dev.goldencorridor.processor.journey;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept of journeys, where, and for how long: 400 days where the run has left, else 90. */
class JourneysKeptTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final Instant START = Instant.parse("2026-10-31T00:00:00Z");
    private static final int PLACES = 80;

    private final CallsUnderTest journeys = new CallsUnderTest(Set.of());

    @Test
    void aRunIsForgottenPlaceByPlaceEachWhenItIsDue() {
        journeys.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        journeys.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        TrainMovement left = departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z");
        journeys.learn(left);
        TrainMovement arrived = arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T22:00:00Z");
        journeys.learn(arrived);
        assertThat(forgottenAfter(89)).isEmpty();
        assertThat(journeys.learn(arrived)).isEmpty();
        assertThat(forgottenAfter(91)).containsExactly("KZALA");
        assertThat(journeys.learn(left)).isEmpty();
        assertThat(forgottenAfter(399)).isEmpty();
        assertThat(journeys.learn(left)).isEmpty();
        assertThat(forgottenAfter(401)).containsExactly("CNHRS");
        assertThat(journeys.stored()).isEmpty();
    }

    @Test
    void aRunWithAHandfulOfPlacesIsOneRecord() {
        journeys.learn(departure(RUN, "CNXAG", Direction.OUTBOUND, "2026-10-30T08:00:00Z"));
        journeys.learn(arrival(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T08:00:00Z"));
        journeys.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.LODGED, "2026-10-31T08:30:00Z"));
        journeys.learn(step(RUN, "CNHRS", Direction.OUTBOUND, ClearanceStep.RELEASED, "2026-10-31T09:00:00Z"));
        journeys.learn(departure(RUN, "CNHRS", Direction.OUTBOUND, "2026-10-31T10:00:00Z"));
        journeys.learn(arrival(RUN, "KZALA", Direction.OUTBOUND, "2026-10-31T22:00:00Z"));
        assertThat(journeys.stored().keySet())
                .filteredOn(key -> key.endsWith(RUN))
                .hasSize(2);
        assertThat(journeys.stored()).hasSize(2).containsKey("i" + RUN);
    }

    @Test
    void ofARunWithManyPlacesTheLastAreInItsRecordAndTheOthersApartAndAllAreKnownAsBefore() {
        List<TrainMovement> reports = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            Instant at = START.plus(Duration.ofMinutes(20L * place));
            reports.add(at(place, at, Movements.arrivalOf(null, null, null)));
            reports.add(at(place, at.plusSeconds(60), Movements.departureOf(null, null, null)));
        }
        for (TrainMovement report : reports) {
            assertThat(journeys.learn(report)).hasSize(1);
            assertThat(journeys.stored().get("i" + RUN)).isLessThan(1_500 + 32 * PLACES);
        }
        assertThat(journeysApart()).hasSizeBetween(PLACES / 2, PLACES - 5);
        for (TrainMovement twice : reports) {
            assertThat(journeys.learn(twice)).isEmpty();
        }
        assertThat(journeys.learn(Movements.retraction(reports.get(0)))).hasSize(1);
        assertThat(journeys.learn(at(1, START.plus(Duration.ofDays(2)), Movements.arrivalOf(null, null, null))))
                .hasSize(1);
        assertThat(forgottenAfter(405)).hasSize(PLACES).doesNotHaveDuplicates();
        assertThat(journeys.stored()).isEmpty();
    }

    private static TrainMovement at(int place, Instant at, Object detail) {
        return movement(RUN, "stanox:" + (10_000 + place), Direction.DOMESTIC, at, detail);
    }

    private List<String> journeysApart() {
        return journeys.stored().keySet().stream()
                .filter(key -> key.startsWith("j"))
                .toList();
    }

    private List<String> forgottenAfter(int days) {
        return journeys.passTo(START.plus(Duration.ofDays(days))).stream()
                .map(news -> ((CallNews.Forgotten) news).facility())
                .toList();
    }
}

package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.Movements.arrivalOf;
import static dev.goldencorridor.processor.Movements.consist;
import static dev.goldencorridor.processor.Movements.departureOf;
import static dev.goldencorridor.processor.Movements.movement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * After the port catalogue changes between two starts, retractions still match, and the new catalogue counts
 * everything.
 */
class CatalogueChangeTest {
    private static final RunProcessor.DimensionLimits LIMITS = new RunProcessor.DimensionLimits(100, 200);
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final PortCatalogue BUILT_IN = PortCatalogue.builtIn();
    private static final PortCatalogue ALMATY_IS_A_PORT = Catalogues.with("KZALA,Almaty,BORDER_PORT,KZ,Asia/Almaty");

    private final TrainMovement first = arrivalAtAlmaty("CR|X8001|2026-10-30");
    private final TrainMovement second = arrivalAtAlmaty("CR|X8002|2026-10-30");
    private final RunStepDriver step = new RunStepDriver(BUILT_IN, LIMITS);

    @Test
    void aHubThatBecomesABorderPortCountsAsOneAndNoLongerAsAHub() {
        step.learn(first).learn(second);
        assertThat(step.counts())
                .isEqualTo(Map.of("HUB/KZALA", Map.of("Trip", 2L), "ROUTE/DEDUI-KZALA", Map.of("Trip", 2L)));
        step.start(ALMATY_IS_A_PORT);
        step.learn(Movements.departure("CR|X8002|2026-10-30", "KZALA", Direction.RETURN, "2026-10-31T20:00:00Z"));
        assertThat(step.counts().get("HUB/KZALA")).containsEntry("Trip", 1L);
        // The dwell, the dwell of trains that return, and a train that left without a release.
        assertThat(step.counts().get("PORT/KZALA")).containsEntry("Trip", 1L).containsEntry("Elapsed", 3L);
        step.learn(Movements.retraction(first));
        assertThat(step.sums().values()).allMatch(sum -> sum > 0);
        assertThat(step.counts()).doesNotContainKeys("HUB/KZALA", "ROUTE/DEDUI-KZALA");
        assertThat(step.counts().get("NETWORK/ALL")).containsEntry("Trip", 1L);
        assertThat(step.waiting()).isEmpty();
    }

    @Test
    void theReviewRecountsRunsWithoutNewReports() {
        step.learn(first).learn(second);
        step.start(ALMATY_IS_A_PORT);
        step.passTo(NOW);
        assertThat(step.counts())
                .isEqualTo(Map.of("PORT/KZALA", Map.of("Trip", 2L), "NETWORK/ALL", Map.of("Trip", 2L)));
        assertThat(step.waiting()).hasSize(2);
        step.start(BUILT_IN);
        step.passTo(NOW);
        assertThat(step.counts())
                .isEqualTo(Map.of("HUB/KZALA", Map.of("Trip", 2L), "ROUTE/DEDUI-KZALA", Map.of("Trip", 2L)));
        assertThat(step.waiting()).isEmpty();
    }

    @Test
    void anInterruptedReviewResumesAfterTheNextStartWithAnyCatalogue() {
        for (int run = 0; run < 2_500; run++) {
            step.learn(arrivalAtAlmaty("CR|X" + run + "|2026-10-30"));
        }
        step.passTo(NOW).passTo(NOW);
        step.start(ALMATY_IS_A_PORT);
        step.passTo(NOW);
        assertThat(step.counts().get("PORT/KZALA")).containsEntry("Trip", 2_000L);
        assertThat(step.counts().get("HUB/KZALA")).containsEntry("Trip", 500L);
        step.start(BUILT_IN);
        step.passTo(NOW);
        assertThat(step.counts().get("HUB/KZALA")).containsEntry("Trip", 2_500L);
        step.start(ALMATY_IS_A_PORT);
        step.passTo(NOW).passTo(NOW);
        assertThat(step.counts().get("PORT/KZALA")).containsEntry("Trip", 2_500L);
        assertThat(step.counts()).doesNotContainKeys("HUB/KZALA");
    }

    @Test
    void anAddedPlaceTakesPartInTransitsAlthoughItsStopWasIrrelevantBefore() {
        String run = "CR|X8001|2026-10-30";
        step.learn(outbound(run, "CNXAG", "2026-10-30T00:00:00Z", departureOf(null, null, null)));
        step.learn(outbound(run, "esr:1", "2026-10-30T10:00:00Z", arrivalOf(null, null, null)));
        step.learn(outbound(run, "esr:1", "2026-10-30T11:00:00Z", departureOf(null, null, null)));
        step.learn(outbound(run, "CNHRS", "2026-10-31T00:00:00Z", arrivalOf(null, null, null)));
        assertThat(step.counts()).containsOnlyKeys("HUB/esr:1", "ROUTE/CNXAG-CNHRS");
        step.start(Catalogues.with("esr:1,Between,HUB,CN,Asia/Shanghai"));
        step.passTo(NOW);
        assertThat(step.counts()).containsOnlyKeys("HUB/esr:1", "ROUTE/CNXAG-esr:1", "ROUTE/esr:1-CNHRS");
    }

    private static TrainMovement arrivalAtAlmaty(String run) {
        return movement(
                run,
                "KZALA",
                Direction.RETURN,
                Instant.parse("2026-10-31T10:00:00Z"),
                arrivalOf("DEDUI", "KZALA", consist(50, 100, 8, 2000)));
    }

    private static TrainMovement outbound(String run, String facility, String at, Object detail) {
        return movement(run, facility, Direction.OUTBOUND, Instant.parse(at), detail);
    }
}

package dev.goldencorridor.endtoend;

import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares the figures of the dimensions of honest trains; dimensions that a hostile publisher invents are left out.
 */
final class HonestFigures {
    private HonestFigures() {}

    /** Waits until every honest figure downstream equals the recount of the movements. */
    static void awaitAgreement(KillableCorridor corridor, Collection<TrainMovement> honest, Duration limit) {
        Recount truth = new Recount(honest);
        Set<String> dimensions = truth.dimensions();
        await().atMost(limit).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Map<AggregateRoute, Map<String, SpecificRecord>> published = new HashMap<>();
            for (AggregateRoute route : AggregateRoute.all()) {
                Map<String, SpecificRecord> ofHonest = new TreeMap<>(corridor.downstream(route));
                ofHonest.keySet()
                        .removeIf(key -> !route.equals(AggregateRoute.PORTS)
                                && !dimensions.contains(key.substring(0, Math.max(0, key.lastIndexOf('/')))));
                published.put(route, ofHonest);
            }
            new Agreement(truth, published::get).check();
        });
    }
}

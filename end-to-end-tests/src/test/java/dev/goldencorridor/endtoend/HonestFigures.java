package dev.goldencorridor.endtoend;

import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares the figures of the dimensions of honest trains; dimensions that a hostile publisher invents are left out.
 */
final class HonestFigures {
    private HonestFigures() {}

    /**
     * Waits until every honest figure downstream equals the recount.
     *
     * @param recount counts the honest movements; at the time of day if that is the clock of the pipeline
     */
    static void awaitAgreement(KillableCorridor corridor, Supplier<Recount> recount, Duration limit) {
        await().atMost(limit).pollInterval(Duration.ofSeconds(3)).untilAsserted(() -> {
            Recount truth = recount.get();
            Set<String> dimensions = truth.dimensions();
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

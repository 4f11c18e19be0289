package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Revisions of the stream-processor's values have no gap and no repetition. A key begins with 1 and increases by 1. After
 * a tombstone it begins with 1 again, except for alerts, whose revisions go on.
 *
 * <p>The sink conflates, so this check does not apply to its topics. {@link DeliveryCheck} does.
 */
public final class RevisionCheck implements Check {
    public static final String NAME = "revisions";

    private final Findings findings;
    private final Set<String> topics = new HashSet<>();
    private final Map<String, Long> lastRevisions = new HashMap<>();

    public RevisionCheck(Findings findings) {
        this.findings = findings;
        AggregateRoute.all().stream()
                .filter(route -> route.schema().getField("revision") != null)
                .forEach(route -> topics.add(route.aggregate()));
        topics.add(TopicCatalogue.DELAYS);
    }

    @Override
    public void observe(Observation observation) {
        if (!topics.contains(observation.topic())) {
            return;
        }
        String key = observation.topic() + " " + observation.key();
        if (observation.value() == null) {
            if (!observation.topic().equals(TopicCatalogue.DELAYS)) {
                lastRevisions.remove(key);
            }
            return;
        }
        long revision = observation.revision();
        Long last = lastRevisions.put(key, revision);
        long before = last == null ? 0 : last;
        if (revision <= before) {
            findings.add(NAME, Harm.DUPLICATED, observation.nanos(), key + ": " + revision + " follows " + before);
            lastRevisions.put(key, before);
        } else if (revision > before + 1) {
            findings.add(NAME, Harm.LOST, observation.nanos(), key + ": " + revision + " follows " + before);
        }
    }
}

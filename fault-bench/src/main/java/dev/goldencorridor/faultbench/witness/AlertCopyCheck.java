package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A transaction is whole: a critical alert is in the topic of its publisher and in {@code delays.critical}. The sink
 * writes both in one transaction, so a torn one leaves one of them.
 */
public final class AlertCopyCheck implements Check {
    public static final String NAME = "whole transactions";

    private final Findings findings;
    private final Map<String, Long> publishers = new HashMap<>();
    private final Map<String, Long> critical = new HashMap<>();
    private final Set<String> ofPublishers = new HashSet<>();

    public AlertCopyCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void observe(Observation observation) {
        if (observation.value() == null) {
            return;
        }
        String revision = observation.key() + " revision " + observation.revision();
        if (observation.topic().equals(TopicCatalogue.CRITICAL_DELAYS)) {
            critical.put(revision, observation.nanos());
        } else if (DeliveryCheck.isOfAPublisher(observation.topic())) {
            ofPublishers.add(revision);
            if (((DelayAlert) observation.value()).getSeverity().equals("CRITICAL")) {
                publishers.put(revision, observation.nanos());
            }
        }
    }

    @Override
    public void finish() {
        publishers.forEach((revision, nanos) -> {
            if (!critical.containsKey(revision)) {
                findings.add(NAME, Harm.LOST, nanos, revision + " is not in " + TopicCatalogue.CRITICAL_DELAYS);
            }
        });
        critical.forEach((revision, nanos) -> {
            if (!ofPublishers.contains(revision)) {
                findings.add(NAME, Harm.LOST, nanos, revision + " is only in " + TopicCatalogue.CRITICAL_DELAYS);
            }
        });
    }
}

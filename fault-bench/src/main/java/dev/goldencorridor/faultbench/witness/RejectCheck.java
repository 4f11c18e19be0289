package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.topics.TopicCatalogue;

/** All events of the ledger are valid, so none is rejected. */
public final class RejectCheck implements Check {
    public static final String NAME = "no rejects";

    private final Findings findings;

    public RejectCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void observe(Observation observation) {
        if (observation.topic().equals(TopicCatalogue.REJECTED)) {
            findings.add(NAME, Harm.LOST, observation.nanos(), "the event with key " + observation.key());
        }
    }
}

package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.faultbench.waiting.Deadline;
import dev.goldencorridor.faultbench.webhook.WebhookReceiver;
import dev.goldencorridor.faultbench.witness.AlertCopyCheck;
import dev.goldencorridor.faultbench.witness.AlertLifeCheck;
import dev.goldencorridor.faultbench.witness.CheckList;
import dev.goldencorridor.faultbench.witness.DeliveryCheck;
import dev.goldencorridor.faultbench.witness.FinalCheck;
import dev.goldencorridor.faultbench.witness.Finding;
import dev.goldencorridor.faultbench.witness.Findings;
import dev.goldencorridor.faultbench.witness.PrefixCheck;
import dev.goldencorridor.faultbench.witness.RejectCheck;
import dev.goldencorridor.faultbench.witness.RevisionCheck;
import dev.goldencorridor.faultbench.witness.TopicTables;
import dev.goldencorridor.faultbench.witness.WebhookCheck;
import dev.goldencorridor.faultbench.witness.Witness;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All checks of a run, and the witness that feeds them. */
final class Judge implements AutoCloseable {
    /**
     * A task of the processor may read its partitions out of step by a second, and by what it reads between two polls.
     * On a busy machine that is a few seconds.
     */
    private static final Duration OUT_OF_STEP = Duration.ofSeconds(5);

    /** A killed alert bridge gets its partitions again only when its last session has ended. */
    private static final Duration WEBHOOK_LIMIT = Duration.ofMinutes(2);

    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(8);

    private final Map<String, String> settings;
    private final Ledger ledger;
    private final Findings findings = new Findings();
    private final TopicTables latest = new TopicTables();
    private final PrefixCheck prefixes = new PrefixCheck(findings);
    private final WebhookCheck deliveries;
    private final CheckList checks;
    private final Witness witness;

    private Judge(Map<String, String> settings, Ledger ledger, WebhookReceiver webhook) {
        this.settings = settings;
        this.ledger = ledger;
        this.deliveries = new WebhookCheck(findings, webhook::events);
        this.checks = new CheckList(List.of(
                latest,
                new RevisionCheck(findings),
                prefixes,
                new AlertLifeCheck(findings, ledger, this::slack),
                new AlertCopyCheck(findings),
                new DeliveryCheck(findings),
                new RejectCheck(findings),
                deliveries));
        ledger.onSending(prefixes);
        this.witness = Witness.start(settings, checks);
    }

    /** @param settings the addresses of brokers and registry */
    static Judge start(Map<String, String> settings, Ledger ledger, WebhookReceiver webhook) {
        return new Judge(settings, ledger, webhook);
    }

    /**
     * Waits until nothing new is published, and compares the last values with the recount. If the corridor does not
     * finish, that is the finding. Call it once.
     */
    void judge(PrintWriter out) throws InterruptedException {
        boolean isFinished = isFinished();
        // Revisions that do not arrive in time are missing, and the check reports them.
        boolean unused = isFinished && Deadline.in(WEBHOOK_LIMIT).await(deliveries::isComplete);
        witness.close();
        if (witness.failure() != null) {
            throw witness.failure();
        }
        if (!isFinished) {
            return;
        }
        checks.finish();
        out.println("Recounting " + ledger.countSent() + " events");
        out.flush();
        new FinalCheck(ledger, latest).check(findings, slack());
    }

    private boolean isFinished() throws InterruptedException {
        try (CommittedInput input = CommittedInput.connect(settings)) {
            return new Drain(input, latest::countOfEventTime, DRAIN_LIMIT, QUIET).await(findings);
        }
    }

    /** How far, in event time, reports may have overtaken each other within the processor. */
    private Duration slack() {
        return ledger.inEventTime(OUT_OF_STEP);
    }

    /** The reason why the witness stopped by itself; null while it reads. */
    RuntimeException failure() {
        return witness.failure();
    }

    List<Finding> findings() {
        return findings.all();
    }

    long countValues() {
        return latest.count();
    }

    long countSums() {
        return prefixes.checked();
    }

    @Override
    public void close() {
        witness.close();
    }
}

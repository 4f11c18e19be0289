package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.DelayOracle;
import dev.goldencorridor.reference.ReceivedMovement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.reference.RunStatusAgreement;
import dev.goldencorridor.reference.RunStatusRecount;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * After the last event, every aggregate, every alert and the status of every run equal the recount of the ledger.
 *
 * <p>Which alerts fall due depends on the order in which reports reach the corridor. A fault delays those of one
 * partition. So the recount takes the range of the event clock in which each report may be received, and the given
 * slack. An alert must be raised if it is due at both ends of this range. None may be raised that is due at neither.
 */
public final class FinalCheck {
    public static final String AGGREGATES = "recount of aggregates";
    public static final String ALERTS = "recount of alerts";
    public static final String RUNS = "recount of runs";
    /** The default of the setting {@code runs.retention}. */
    private static final Duration RETENTION = Duration.ofDays(2);

    private static final DelayOracle.Thresholds THRESHOLDS =
            DelayOracle.Thresholds.usual(Duration.ofHours(6), Duration.ofHours(24), true);
    private static final Set<String> CATALOGUE =
            PortCatalogue.builtIn().all().stream().map(Port::code).collect(Collectors.toSet());

    private final List<TrainMovement> movements;
    private final List<ReceivedMovement> received;
    private final TopicTables latest;

    /**
     * Takes the events of the ledger so far.
     *
     * @param latest the last values of all topics
     */
    public FinalCheck(Ledger ledger, TopicTables latest) {
        this.received = ledger.received();
        this.movements = received.stream().map(ReceivedMovement::movement).toList();
        this.latest = latest;
    }

    /**
     * Adds everything that differs to the findings.
     *
     * @param slack how far, in event time, the processor may be out of step
     */
    public void check(Findings findings, Duration slack) {
        long now = System.nanoTime();
        compareAggregates(findings, now);
        compareAlerts(findings, slack, now);
        compareRuns(findings, now);
    }

    private void compareAggregates(Findings findings, long now) {
        Recount truth = new Recount(movements);
        for (boolean isDownstream : new boolean[] {false, true}) {
            try {
                new Agreement(truth, route -> latest.of(isDownstream ? route.downstream() : route.aggregate())).check();
            } catch (AssertionError e) {
                findings.add(
                        AGGREGATES,
                        Harm.WRONG,
                        now,
                        (isDownstream ? "sink: " : "processor: ")
                                + e.getMessage().replaceAll("\\s+", " "));
            }
        }
    }

    private void compareAlerts(Findings findings, Duration slack, long now) {
        DelayOracle.Answer answer = DelayOracle.answer(received, THRESHOLDS, slack);
        Set<String> due = keys(answer.due());
        Set<String> may = new TreeSet<>(due);
        may.addAll(keys(answer.undecided()));
        for (String topic : List.of(TopicCatalogue.DELAYS, TopicCatalogue.DELAYS_PREFIX)) {
            Set<String> raised = latest.raised(topic);
            due.stream()
                    .filter(key -> !raised.contains(key))
                    .forEach(key -> findings.add(ALERTS, Harm.LOST, now, topic + " " + key + " was never raised"));
            raised.stream()
                    .filter(key -> !may.contains(key))
                    .forEach(key -> findings.add(ALERTS, Harm.WRONG, now, topic + " " + key + " was never due"));
        }
    }

    private static Set<String> keys(Set<DelayOracle.Key> keys) {
        return keys.stream().map(DelayOracle.Key::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    private void compareRuns(Findings findings, long now) {
        Map<String, Set<String>> openAlerts = openAlerts();
        Map<String, List<TrainMovement>> byRun =
                movements.stream().collect(Collectors.groupingBy(TrainMovement::getTrainRunId));
        var watermark = new Recount(movements).clock();
        Map<String, SpecificRecord> published = latest.of(AggregateRoute.RUNS.downstream());
        byRun.forEach((run, events) -> {
            RunStatusRecount truth = new RunStatusRecount(events, CATALOGUE);
            TrainRunStatus status = (TrainRunStatus) published.get(run);
            boolean isGone = !truth.exists() || truth.isOver(watermark, RETENTION);
            if (isGone != (status == null)) {
                findings.add(RUNS, isGone ? Harm.WRONG : Harm.LOST, now, run + (isGone ? " remains" : " is missing"));
            } else if (!isGone) {
                compareRun(findings, now, truth, status, openAlerts.getOrDefault(run, Set.of()));
            }
        });
    }

    private static void compareRun(
            Findings findings, long now, RunStatusRecount truth, TrainRunStatus status, Set<String> openAlerts) {
        try {
            new RunStatusAgreement(truth, status).check(openAlerts);
        } catch (AssertionError e) {
            findings.add(
                    RUNS,
                    Harm.WRONG,
                    now,
                    status.getTrainRunId() + ": " + e.getMessage().replaceAll("\\s+", " "));
        }
    }

    private Map<String, Set<String>> openAlerts() {
        Map<String, Set<String>> open = new HashMap<>();
        latest.of(TopicCatalogue.DELAYS).forEach((key, value) -> {
            DelayAlert alert = (DelayAlert) value;
            if (alert.getState().equals("RAISED")) {
                open.computeIfAbsent(alert.getTrainRunId(), run -> new TreeSet<>())
                        .add(key);
            }
        });
        return open;
    }
}

package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.faultbench.traffic.Ledger;
import dev.goldencorridor.reference.ReceivedMovement;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Each alert is raised once and cleared once. Its severity never falls, and a revision changes something. It applies to
 * the processor's topic and to those of the publishers.
 *
 * <p>A cleared alert is raised again only if the ledger has a report of its run that came in between. If it is raised
 * again with the same {@code raisedAt}, the clock was there before both reports: the one that cleared the alert and the
 * one that raised it again. So the ledger must have two.
 */
public final class AlertLifeCheck implements Check {
    public static final String NAME = "life of an alert";
    private static final List<String> SEVERITIES = List.of("MINOR", "MAJOR", "CRITICAL");

    private final Findings findings;
    private final Ledger ledger;
    private final Supplier<Duration> slack;
    private final Map<String, DelayAlert> lastAlerts = new HashMap<>();
    private final List<Repetition> repetitions = new ArrayList<>();

    /**
     * A cleared alert that was raised again.
     *
     * @param former the cleared alert
     */
    private record Repetition(DelayAlert former, DelayAlert again, String key, long nanos) {
        int neededReports() {
            return former.getRaisedAt().equals(again.getRaisedAt()) ? 2 : 1;
        }

        boolean mayBeBy(ReceivedMovement report, Duration slack) {
            return !report.latest().isBefore(former.getRaisedAt().minus(slack))
                    && !report.earliest().isAfter(again.getAsOf().plus(slack));
        }
    }

    /** @param slack how far, in event time, the processor may be out of step; requested after the last record */
    public AlertLifeCheck(Findings findings, Ledger ledger, Supplier<Duration> slack) {
        this.findings = findings;
        this.ledger = ledger;
        this.slack = slack;
    }

    @Override
    public void observe(Observation observation) {
        boolean isOfAlerts =
                observation.topic().equals(TopicCatalogue.DELAYS) || DeliveryCheck.isOfAPublisher(observation.topic());
        if (!isOfAlerts) {
            return;
        }
        String key = observation.topic() + " " + observation.key();
        DelayAlert alert = (DelayAlert) observation.value();
        DelayAlert last = alert == null ? lastAlerts.remove(key) : lastAlerts.put(key, alert);
        if (last != null && alert != null && !isRaised(last) && isRaised(alert)) {
            repetitions.add(new Repetition(last, alert, key, observation.nanos()));
        }
        String broken = alert == null ? deleted(last) : last == null ? first(alert) : next(last, alert);
        if (broken != null) {
            Harm harm = broken.startsWith("twice") ? Harm.DUPLICATED : Harm.WRONG;
            findings.add(NAME, harm, observation.nanos(), key + " revision " + observation.revision() + ": " + broken);
        }
    }

    @Override
    public void finish() {
        if (repetitions.isEmpty()) {
            return;
        }
        Map<String, List<ReceivedMovement>> received = ledger.received().stream()
                .collect(Collectors.groupingBy(report -> report.movement().getTrainRunId()));
        Duration tolerated = slack.get();
        for (Repetition repetition : repetitions) {
            long reports = received.getOrDefault(repetition.again.getTrainRunId(), List.of()).stream()
                    .filter(report -> repetition.mayBeBy(report, tolerated))
                    .count();
            if (reports < repetition.neededReports()) {
                findings.add(
                        NAME,
                        Harm.DUPLICATED,
                        repetition.nanos,
                        repetition.key + " revision " + repetition.again.getRevision() + ": raised again, but only "
                                + reports + " of " + repetition.neededReports()
                                + " reports of the run came since it was raised at "
                                + repetition.former.getRaisedAt());
            }
        }
    }

    private static String deleted(DelayAlert last) {
        return last != null && isRaised(last) ? "deleted while it was raised" : null;
    }

    private static String first(DelayAlert alert) {
        return isRaised(alert) ? null : "cleared without having been raised";
    }

    private static String next(DelayAlert last, DelayAlert alert) {
        boolean isSameDelay = last.getRaisedAt().equals(alert.getRaisedAt());
        if (isSameContent(last, alert)) {
            return "twice the same";
        }
        if (!isRaised(last) && isRaised(alert)) {
            return null;
        }
        if (!isSameDelay) {
            return "another delay, raised at " + alert.getRaisedAt() + ", without having cleared the first";
        }
        return isRaised(alert) && severity(alert) < severity(last) ? "its severity fell" : null;
    }

    private static boolean isSameContent(DelayAlert one, DelayAlert other) {
        return one.getState().equals(other.getState())
                && one.getSeverity().equals(other.getSeverity())
                && one.getRaisedAt().equals(other.getRaisedAt())
                && Objects.equals(one.getClearedAt(), other.getClearedAt())
                && Objects.equals(one.getPlannedAt(), other.getPlannedAt())
                && Objects.equals(one.getOccurredAt(), other.getOccurredAt())
                && Objects.equals(one.getReason(), other.getReason())
                && Objects.equals(one.getParentKey(), other.getParentKey());
    }

    private static boolean isRaised(DelayAlert alert) {
        return alert.getState().equals("RAISED");
    }

    private static int severity(DelayAlert alert) {
        return SEVERITIES.indexOf(alert.getSeverity());
    }
}

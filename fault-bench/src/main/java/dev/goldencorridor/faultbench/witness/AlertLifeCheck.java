package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Each alert is raised once and cleared once. Its severity never falls, a revision changes something, and an alert that
 * was cleared is raised again only for another delay, which has another time. It applies to the processor's topic and to
 * those of the publishers.
 */
public final class AlertLifeCheck implements Check {
    public static final String NAME = "life of an alert";
    private static final List<String> SEVERITIES = List.of("MINOR", "MAJOR", "CRITICAL");

    private final Findings findings;
    private final Map<String, DelayAlert> lastAlerts = new HashMap<>();

    public AlertLifeCheck(Findings findings) {
        this.findings = findings;
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
        String broken = alert == null ? deleted(last) : last == null ? first(alert) : next(last, alert);
        if (broken != null) {
            Harm harm = broken.startsWith("twice") ? Harm.DUPLICATED : Harm.WRONG;
            findings.add(NAME, harm, observation.nanos(), key + " revision " + observation.revision() + ": " + broken);
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
            return isSameDelay && !mayBeginAgain(alert) ? "twice raised for one delay" : null;
        }
        if (!isSameDelay) {
            return "another delay, raised at " + alert.getRaisedAt() + ", without having cleared the first";
        }
        return isRaised(alert) && severity(alert) < severity(last) ? "its severity fell" : null;
    }

    /**
     * A silence begins with the planned arrival, if that is later than the last report. A report that a fault has delayed
     * ends the silence, and then it begins again at the same time.
     */
    private static boolean mayBeginAgain(DelayAlert alert) {
        return alert.getType().equals("TRAIN_SILENT");
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

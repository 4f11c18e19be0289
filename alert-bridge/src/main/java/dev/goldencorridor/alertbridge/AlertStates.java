package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The latest state of each alert, and the notifications that Alertmanager has not received yet. Keeps one state a key
 * and no history, so an outage of any length needs no more memory than the topics' keys. For one thread.
 *
 * <p>Notifications that were sent before this process started are unknown. This matters after a recent change: a
 * cleared alert is resolved, and an alert whose severity rose is resolved under its lower severities. After an older
 * change no notification is needed: Alertmanager has ended the alert itself, because it was not sent again within the
 * hold time.
 */
final class AlertStates {
    private static final String CLEARED = "CLEARED";
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::name).toList();

    private final Duration resend;
    private final Duration hold;
    private final Clock clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    /** When Alertmanager last accepted or refused each firing alert, oldest first. */
    private final LinkedHashMap<String, Instant> lastSentAt = new LinkedHashMap<>();

    /**
     * @param resend how often a firing alert is sent again
     * @param hold how long Alertmanager keeps an alert firing that is not sent again
     */
    AlertStates(Duration resend, Duration hold, Clock clock) {
        this.resend = resend;
        this.hold = hold;
        this.clock = clock;
    }

    /**
     * The alerts of one key that must be sent in the same request: the firing alert, and the label sets to resolve.
     *
     * @param position where its latest state was read
     * @param traceParent the trace of its latest state; null if it has none, and in a repetition
     */
    @SuppressWarnings("ArrayRecordComponent") // Only forwarded, never compared.
    record Notification(String key, Position position, List<AlertmanagerAlert> alerts, byte[] traceParent) {}

    /**
     * Applies the next record of a key.
     *
     * @param alert its value; null for a tombstone
     * @param writtenAt when it was written to the topic, by the time of day
     * @param traceParent the trace of the event that caused it; null if there is none
     * @param fromBefore whether it was in the topic before this process began to read the topic
     */
    void update(
            String key,
            DelayAlert alert,
            Position position,
            Instant writtenAt,
            byte[] traceParent,
            boolean fromBefore) {
        Entry entry = entries.get(key);
        if (entry == null) {
            if (alert == null) {
                return;
            }
            entry = new Entry();
            entries.put(key, entry);
        }
        if (alert == null) {
            entry.partitionsWithValue.remove(position.partition());
        } else {
            entry.partitionsWithValue.add(position.partition());
        }
        if (isOutdatedCopy(entry, alert, position)) {
            return;
        }
        entry.deleted = alert == null;
        entry.alert = alert == null ? entry.alert : alert;
        entry.position = position;
        entry.writtenAt = writtenAt;
        entry.traceParent = fromBefore ? null : traceParent;
        entry.fromBefore = fromBefore;
        changed.add(key);
    }

    /** A partition has been deleted. Its keys are deleted too, unless another partition holds a value of them. */
    void partitionDeleted(TopicPartition partition) {
        entries.forEach((key, entry) -> {
            if (entry.partitionsWithValue.remove(partition) && entry.partitionsWithValue.isEmpty()) {
                entry.deleted = true;
                changed.add(key);
            }
        });
    }

    /**
     * Whether another partition has already supplied a newer state. An alert may be in two topics, its publisher's and
     * the critical one, and they are read in no common order. A tombstone from another partition is always outdated.
     */
    private static boolean isOutdatedCopy(Entry entry, DelayAlert alert, Position position) {
        boolean isFromOtherPartition =
                entry.position != null && !entry.position.partition().equals(position.partition());
        return isFromOtherPartition && isOlder(alert, entry.alert);
    }

    private static boolean isOlder(DelayAlert received, DelayAlert latest) {
        if (received == null) {
            return true;
        }
        int byTime = received.getAsOf().compareTo(latest.getAsOf());
        return byTime == 0 ? received.getRevision() < latest.getRevision() : byTime < 0;
    }

    /**
     * Returns the notifications that are due: changes first, then repetitions.
     *
     * @param maxKeys how many notifications to return at most
     * @param isCaughtUp whether a partition has been read to its end: until then its records may be long outdated
     */
    List<Notification> due(int maxKeys, Predicate<TopicPartition> isCaughtUp) {
        Instant now = clock.instant();
        List<Notification> due = new ArrayList<>();
        addChanges(due, maxKeys, isCaughtUp, now);
        addRepetitions(due, maxKeys, now);
        return due;
    }

    private void addChanges(List<Notification> due, int maxKeys, Predicate<TopicPartition> isCaughtUp, Instant now) {
        for (Iterator<String> keys = changed.iterator(); keys.hasNext() && due.size() < maxKeys; ) {
            String key = keys.next();
            Entry entry = entries.get(key);
            if (!isCaughtUp.test(entry.position.partition())) {
                continue;
            }
            List<AlertmanagerAlert> alerts = entry.alertsToSend(key, now);
            if (alerts.isEmpty()) {
                keys.remove();
                removeIfDeleted(key, entry);
            } else {
                due.add(new Notification(key, entry.position, alerts, entry.traceParent));
            }
        }
    }

    private void addRepetitions(List<Notification> due, int maxKeys, Instant now) {
        for (Map.Entry<String, Instant> last : lastSentAt.entrySet()) {
            Duration since = Duration.between(last.getValue(), now);
            // A negative time means that the clock was set back; the repetition is due then.
            if (due.size() >= maxKeys || (!since.isNegative() && since.compareTo(resend) < 0)) {
                break;
            }
            String key = last.getKey();
            if (!changed.contains(key)) {
                Entry entry = entries.get(key);
                due.add(new Notification(key, entry.position, entry.alertsToSend(key, now), null));
            }
        }
    }

    /** The notification is being sent. If no response arrives, Alertmanager may still have accepted it. */
    void attempted(Notification notification) {
        Entry entry = entries.get(notification.key());
        notification.alerts().stream()
                .filter(AlertmanagerAlert::firing)
                .map(AlertmanagerAlert::labels)
                .forEach(entry.unconfirmedLabels::add);
    }

    void accepted(Notification notification) {
        String key = notification.key();
        Entry entry = entries.get(key);
        entry.firingLabels = entry.currentLabels(key);
        entry.fromBefore = false;
        entry.unconfirmedLabels.clear();
        entry.traceParent = null;
        changed.remove(key);
        lastSentAt.remove(key);
        if (entry.firingLabels != null) {
            lastSentAt.put(key, clock.instant());
        }
        removeIfDeleted(key, entry);
    }

    /** Alertmanager has refused the notification. A firing alert is still sent again: it may be accepted later. */
    void refused(Notification notification) {
        String key = notification.key();
        Entry entry = entries.get(key);
        entry.unconfirmedLabels.clear();
        changed.remove(key);
        lastSentAt.remove(key);
        if (entry.isCleared()) {
            // Alertmanager ends the alert itself after the hold time. A later raising must not repeat the resolution.
            entry.firingLabels = null;
        } else {
            lastSentAt.put(key, clock.instant());
        }
        removeIfDeleted(key, entry);
    }

    /** Makes every firing alert due: Alertmanager may have lost its state, e.g. in a restart. */
    void sendAllAgain() {
        lastSentAt.replaceAll((key, when) -> Instant.EPOCH);
    }

    /** How many alerts fire in Alertmanager, as far as it has accepted them from this process. */
    int firing() {
        return (int) entries.values().stream()
                .filter(entry -> entry.firingLabels != null)
                .count();
    }

    /** How many keys have a change that Alertmanager has neither accepted nor refused. */
    int pendingChanges() {
        return changed.size();
    }

    private void removeIfDeleted(String key, Entry entry) {
        if (entry.deleted) {
            entries.remove(key);
        }
    }

    private final class Entry {
        private DelayAlert alert;
        private Position position;
        private Instant writtenAt;
        private byte[] traceParent;
        /** The key may have a value in its publisher's topic and in the critical one. */
        private final Set<TopicPartition> partitionsWithValue = new HashSet<>(2);

        private boolean deleted;
        private boolean fromBefore;
        /** The labels under which the alert fires in Alertmanager; null if it does not fire, or if that is unknown. */
        private Map<String, String> firingLabels;
        /** Labels that were sent as firing without a response. */
        private final Set<Map<String, String>> unconfirmedLabels = new LinkedHashSet<>(0);

        private boolean isCleared() {
            return deleted || alert.getState().equals(CLEARED);
        }

        /** The labels under which the alert must fire; null if it is cleared. */
        private Map<String, String> currentLabels(String key) {
            return isCleared() ? null : AlertText.labels(key, alert, alert.getSeverity());
        }

        private List<AlertmanagerAlert> alertsToSend(String key, Instant now) {
            Map<String, String> current = currentLabels(key);
            Set<Map<String, String>> toResolve = new LinkedHashSet<>(unconfirmedLabels);
            if (firingLabels != null) {
                toResolve.add(firingLabels);
            } else if (!deleted && mayStillFire(now)) {
                toResolve.addAll(possiblyFiringLabels(key));
            }
            toResolve.remove(current);
            List<AlertmanagerAlert> alerts = new ArrayList<>();
            toResolve.forEach(labels -> alerts.add(new AlertmanagerAlert(labels, alert, false)));
            if (current != null) {
                alerts.add(new AlertmanagerAlert(current, alert, true));
            }
            return alerts;
        }

        /** Whether Alertmanager may still hold the state before the last change: twice the hold time has not passed. */
        private boolean mayStillFire(Instant now) {
            return Duration.between(writtenAt, now).compareTo(hold.multipliedBy(2)) < 0;
        }

        /** Labels that another process may have sent, if it ended before it sent the last change. */
        private Set<Map<String, String>> possiblyFiringLabels(String key) {
            Set<Map<String, String>> possible = new LinkedHashSet<>();
            if (fromBefore && alert.getRevision() > 1) {
                int severity = SEVERITIES.indexOf(alert.getSeverity());
                SEVERITIES
                        .subList(0, Math.max(0, severity))
                        .forEach(lower -> possible.add(AlertText.labels(key, alert, lower)));
            }
            if (isCleared()) {
                possible.add(AlertText.labels(key, alert, alert.getSeverity()));
            }
            return possible;
        }
    }
}

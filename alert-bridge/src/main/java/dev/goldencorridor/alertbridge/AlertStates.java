package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * The latest state of each alert, and what Alertmanager has yet to be told of it. Keeps what the topics hold and no
 * history, so that an outage of any length costs no more than that. For one thread.
 *
 * <p>What Alertmanager has been told before this process started is not known. It matters where a change came shortly
 * before: an alert that was cleared is resolved, one whose severity rose is resolved under its lower severities. What
 * changed longer ago than Alertmanager holds an alert needs no word: it has ended by itself there.
 */
final class AlertStates {
    private static final String CLEARED = "CLEARED";
    private static final List<String> SEVERITIES = List.of("MINOR", "MAJOR", "CRITICAL");

    private final Duration resend;
    private final Duration hold;
    private final Clock clock;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    /** When each alert that fires was last sent, taken or refused, the longest ago first. */
    private final LinkedHashMap<String, Instant> sent = new LinkedHashMap<>();

    /**
     * @param resend how often what fires is sent again
     * @param hold how long Alertmanager holds what is not sent again
     */
    AlertStates(Duration resend, Duration hold, Clock clock) {
        this.resend = resend;
        this.hold = hold;
        this.clock = clock;
    }

    /**
     * What must be told together: an alert, and the label sets under which it fires no longer.
     *
     * @param position where its latest state was read
     */
    record Telling(String key, Position position, List<AlertmanagerAlert> postings) {}

    /**
     * The next record of a key.
     *
     * @param alert its value; null for a tombstone
     * @param writtenAt when it was written to the topic, by the time of day
     * @param fromBefore whether it was there before this process began to read the topic
     */
    void take(String key, DelayAlert alert, Position position, Instant writtenAt, boolean fromBefore) {
        Entry entry = entries.get(key);
        if (entry == null) {
            if (alert == null) {
                return;
            }
            entry = new Entry();
            entries.put(key, entry);
        }
        if (alert == null) {
            entry.holders.remove(position.partition());
        } else {
            entry.holders.add(position.partition());
        }
        if (entry.position != null
                && !entry.position.partition().equals(position.partition())
                && isOlder(alert, entry.alert)) {
            return;
        }
        entry.deleted = alert == null;
        entry.alert = alert == null ? entry.alert : alert;
        entry.position = position;
        entry.writtenAt = writtenAt;
        entry.fromBefore = fromBefore;
        changed.add(key);
    }

    /** A partition has been deleted: what no other one holds is deleted with it. */
    void forget(TopicPartition partition) {
        entries.forEach((key, entry) -> {
            if (entry.holders.remove(partition) && entry.holders.isEmpty()) {
                entry.deleted = true;
                changed.add(key);
            }
        });
    }

    /** Topics are read side by side: an alert may be in several (its publisher's, the critical ones). */
    private static boolean isOlder(DelayAlert one, DelayAlert known) {
        if (one == null) {
            return true;
        }
        int byTime = one.getAsOf().compareTo(known.getAsOf());
        return byTime == 0 ? one.getRevision() < known.getRevision() : byTime < 0;
    }

    /**
     * What is to be told now: first what changed, then what is to be sent again.
     *
     * @param most how many keys
     * @param isRead whether a partition has been read to its end: before that its records may be long outdated
     */
    List<Telling> due(int most, Predicate<TopicPartition> isRead) {
        Instant now = clock.instant();
        List<Telling> due = new ArrayList<>();
        for (Iterator<String> keys = changed.iterator(); keys.hasNext() && due.size() < most; ) {
            String key = keys.next();
            Entry entry = entries.get(key);
            if (!isRead.test(entry.position.partition())) {
                continue;
            }
            List<AlertmanagerAlert> postings = entry.postings(key, now);
            if (postings.isEmpty()) {
                keys.remove();
                settle(key, entry);
            } else {
                due.add(new Telling(key, entry.position, postings));
            }
        }
        for (Map.Entry<String, Instant> one : sent.entrySet()) {
            Duration since = Duration.between(one.getValue(), now);
            // A clock that was set back makes it due.
            if (due.size() >= most || (!since.isNegative() && since.compareTo(resend) < 0)) {
                break;
            }
            String key = one.getKey();
            if (!changed.contains(key)) {
                Entry entry = entries.get(key);
                due.add(new Telling(key, entry.position, entry.postings(key, now)));
            }
        }
        return due;
    }

    /** It is being sent. Should no answer come, Alertmanager may have taken it all the same. */
    void attempted(Telling telling) {
        Entry entry = entries.get(telling.key());
        telling.postings().stream().filter(AlertmanagerAlert::firing).map(AlertmanagerAlert::labels).forEach(entry.attempted::add);
    }

    /** Alertmanager has taken it. */
    void accepted(Telling telling) {
        String key = telling.key();
        Entry entry = entries.get(key);
        entry.told = entry.wanted(key);
        entry.fromBefore = false;
        entry.attempted.clear();
        changed.remove(key);
        sent.remove(key);
        if (entry.told != null) {
            sent.put(key, clock.instant());
        }
        settle(key, entry);
    }

    /** Alertmanager does not want it: while it fires it is sent again like the others, it may be wanted then. */
    void refused(Telling telling) {
        String key = telling.key();
        Entry entry = entries.get(key);
        entry.attempted.clear();
        changed.remove(key);
        sent.remove(key);
        if (!entry.isCleared()) {
            sent.put(key, clock.instant());
        }
        settle(key, entry);
    }

    /** Alertmanager may have forgotten everything, e.g. because it was started anew. */
    void sendAllAgain() {
        sent.replaceAll((key, when) -> Instant.EPOCH);
    }

    /** How many alerts fire, as far as Alertmanager knows. */
    int firing() {
        return (int)
                entries.values().stream().filter(entry -> entry.told != null).count();
    }

    /** How many changes Alertmanager has not been told of. */
    int waiting() {
        return changed.size();
    }

    private void settle(String key, Entry entry) {
        if (entry.deleted) {
            entries.remove(key);
        }
    }

    private final class Entry {
        private DelayAlert alert;
        private Position position;
        private Instant writtenAt;
        /** Partitions in which the key has a value: its publisher's, and perhaps that of the critical ones. */
        private final Set<TopicPartition> holders = new HashSet<>(2);

        private boolean deleted;
        private boolean fromBefore;
        /** The labels under which it fires at Alertmanager; null if it does not, or that is not known. */
        private Map<String, String> told;
        /** Labels under which it has been sent as firing, with what success is not known. */
        private final Set<Map<String, String>> attempted = new LinkedHashSet<>(0);

        private boolean isCleared() {
            return deleted || alert.getState().equals(CLEARED);
        }

        private Map<String, String> wanted(String key) {
            return isCleared() ? null : AlertText.labels(key, alert, alert.getSeverity());
        }

        private List<AlertmanagerAlert> postings(String key, Instant now) {
            Map<String, String> wanted = wanted(key);
            Set<Map<String, String>> over = new LinkedHashSet<>(attempted);
            if (told != null) {
                over.add(told);
            } else if (!deleted && Duration.between(writtenAt, now).compareTo(hold.multipliedBy(2)) < 0) {
                over.addAll(perhapsTold(key));
            }
            over.remove(wanted);
            List<AlertmanagerAlert> postings = new ArrayList<>();
            over.forEach(labels -> postings.add(new AlertmanagerAlert(labels, alert, false)));
            if (wanted != null) {
                postings.add(new AlertmanagerAlert(wanted, alert, true));
            }
            return postings;
        }

        /** By another process, which may have ended before it could tell the last change. */
        private Set<Map<String, String>> perhapsTold(String key) {
            Set<Map<String, String>> perhaps = new LinkedHashSet<>();
            if (fromBefore && alert.getRevision() > 1) {
                int now = SEVERITIES.indexOf(alert.getSeverity());
                SEVERITIES
                        .subList(0, Math.max(0, now))
                        .forEach(lower -> perhaps.add(AlertText.labels(key, alert, lower)));
            }
            if (isCleared()) {
                perhaps.add(AlertText.labels(key, alert, alert.getSeverity()));
            }
            return perhaps;
        }
    }
}

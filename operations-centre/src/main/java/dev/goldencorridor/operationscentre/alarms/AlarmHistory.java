package dev.goldencorridor.operationscentre.alarms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The raisings of alerts that were read. The topics keep every value of an alert for some days and then only the last
 * one, so earlier raisings may be missing: {@link #completeSince()} is the moment after which none is. Thread-safe.
 */
public final class AlarmHistory {
    /** Some 50 MB. The default corridor raises 1,000 alerts in a month. */
    private static final int MAX_KEPT_ALARMS = 200_000;

    private final int capacity;
    /** In the order of reading. */
    private final Map<Raising, Alarm> alarms = new LinkedHashMap<>();

    private final Map<Key, Latest> latestByKey = new HashMap<>();
    private Optional<Instant> firstRead = Optional.empty();
    private Instant incompleteUntil = Instant.MIN;

    public AlarmHistory() {
        this(MAX_KEPT_ALARMS);
    }

    AlarmHistory(int capacity) {
        this.capacity = capacity;
    }

    private record Key(String publisher, String key) {}

    private record Raising(Key key, Instant raisedAt) {}

    private record Latest(long revision, Instant raisedAt) {}

    /** Applies the next value of an alert. */
    public synchronized void put(AlarmRecord record) {
        Alarm alarm = record.alarm();
        Key key = new Key(alarm.publisher(), alarm.key());
        Latest before = latestByKey.get(key);
        if (before != null && record.revision() < before.revision()) {
            return;
        }
        boolean hasGap = record.revision() > (before == null ? 1 : before.revision() + 1);
        if (hasGap && record.asOf().isAfter(incompleteUntil)) {
            incompleteUntil = record.asOf();
        }
        latestByKey.put(key, new Latest(record.revision(), alarm.raisedAt()));
        alarms.put(new Raising(key, alarm.raisedAt()), alarm);
        if (firstRead.isEmpty() || alarm.raisedAt().isBefore(firstRead.get())) {
            firstRead = Optional.of(alarm.raisedAt());
        }
        if (alarms.size() > capacity) {
            forgetOldest();
        }
    }

    /** The alert was deleted. If it was raised, it ends now. */
    public synchronized void deleted(String publisher, String alertKey, Instant now) {
        Key key = new Key(publisher, alertKey);
        Latest latest = latestByKey.remove(key);
        if (latest != null) {
            alarms.computeIfPresent(
                    new Raising(key, latest.raisedAt()),
                    (any, alarm) -> alarm.clearedAt().isPresent()
                            ? alarm
                            : new Alarm(
                                    alarm.key(),
                                    alarm.source(),
                                    alarm.publisher(),
                                    alarm.severity(),
                                    alarm.raisedAt(),
                                    Optional.of(now)));
        }
    }

    /** All raisings, in the order in which they were first read. */
    public synchronized List<Alarm> alarms() {
        return new ArrayList<>(alarms.values());
    }

    /** No raising after this moment is missing. Empty if there is none at all. */
    public synchronized Optional<Instant> completeSince() {
        return firstRead.map(first -> first.isAfter(incompleteUntil) ? first : incompleteUntil);
    }

    /** Forgets a tenth, so that this happens rarely. */
    private void forgetOldest() {
        List<Raising> oldest = alarms.keySet().stream().limit(capacity / 10 + 1).toList();
        for (Raising one : oldest) {
            alarms.remove(one);
            if (one.raisedAt().isAfter(incompleteUntil)) {
                incompleteUntil = one.raisedAt();
            }
        }
        latestByKey.values().removeIf(latest -> latest.raisedAt().isBefore(incompleteUntil));
    }
}

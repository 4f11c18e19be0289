package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.alarms.AlarmHistory;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.periods.CalendarPeriod;
import dev.goldencorridor.operationscentre.periods.PeriodStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The state that follows from the records read since the beginning of the topics. {@link #accept} applies a record;
 * {@link #takeChanges} returns what changed in the live part. One thread writes; any thread may read.
 */
public final class BoardState {
    private final PeriodStore periods = new PeriodStore();
    private final AlertArchive alerts = new AlertArchive();
    private final EndedRuns endedRuns = new EndedRuns();
    private final AlarmHistory alarms = new AlarmHistory();

    private final Map<Name, Live> live = new HashMap<>();
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::end));
    private final Map<Name, Change> changes = new LinkedHashMap<>();
    private volatile Optional<PipelineClock> clock = Optional.empty();
    private boolean clockIsCurrent;
    private boolean clockWentBack;

    private record Name(String topic, String key) {}

    /**
     * A value of the live part.
     *
     * @param end when it leaves the live part
     */
    private record Live(Change change, Instant end) {}

    private record Expiry(Name name, Instant end) {}

    /**
     * Applies a record.
     *
     * @param text its value as JSON; null for a tombstone
     * @param receivedAt the present time of day
     * @throws IllegalArgumentException if the value is no JSON object; nothing changes then
     */
    public synchronized void accept(String topic, String key, String text, Instant receivedAt) {
        Name name = new Name(topic, key);
        if (text == null) {
            acceptDeletion(name);
            return;
        }
        Instant end = LivePart.isLimited(topic, key) ? acceptLimited(name, text) : Instant.MAX;
        if (topic.equals(BoardTopics.CLOCK)) {
            acceptClock(JsonValue.parse(text), receivedAt);
        } else if (topic.equals(BoardTopics.PUBLISHERS) || topic.equals(BoardTopics.ACKNOWLEDGEMENTS)) {
            // Rules read these later, on threads that nothing replaces. So a value that they cannot read is refused
            // now.
            var unused = JsonValue.parse(text);
        } else if (topic.equals(BoardTopics.RUNS)) {
            endedRuns.remove(key);
        }
        if (end.isAfter(now())) {
            Change change = new Change(topic, key, text);
            live.put(name, new Live(change, end));
            changes.put(name, change);
            if (end.isBefore(Instant.MAX)) {
                expiries.add(new Expiry(name, end));
            }
        } else {
            leaveLivePart(name);
        }
    }

    private Instant acceptLimited(Name name, String text) {
        JsonValue value = JsonValue.parse(text);
        if (BoardTopics.isDelays(name.topic())) {
            alerts.put(name.topic(), name.key(), text);
            AlarmValues.of(name.topic(), name.key(), value).ifPresent(alarms::put);
        } else {
            keepPeriod(name, value);
        }
        return LivePart.endOf(name.topic(), name.key(), value);
    }

    /** The changes of the live part since the last call. Values whose time is over are deleted. */
    public synchronized List<Change> takeChanges() {
        while (!expiries.isEmpty() && !expiries.element().end().isAfter(now())) {
            Expiry expiry = expiries.remove();
            Live value = live.get(expiry.name());
            // A later value of the key may have another end.
            if (value != null && value.end().equals(expiry.end())) {
                leaveLivePart(expiry.name());
            }
        }
        List<Change> taken = new ArrayList<>(changes.values());
        changes.clear();
        return taken;
    }

    /** All values of the live part. Call {@link #takeChanges} first. */
    public synchronized Collection<Change> liveValues() {
        return live.values().stream().map(Live::change).toList();
    }

    /** The clock's topic has been read to its end. From now on the clock may only advance. */
    public synchronized void clockIsCurrent() {
        clockIsCurrent = true;
    }

    /**
     * Whether the pipeline's clock went back since {@link #clockIsCurrent()}. Values that had left the live part may belong to it again, so the topics
     * must be read anew.
     */
    public synchronized boolean clockWentBack() {
        return clockWentBack;
    }

    /** The pipeline's clock as last received; empty before the first. */
    public Optional<PipelineClock> clock() {
        return clock;
    }

    /** What the pipeline's clock shows. Before it is known, no value leaves the live part. */
    private Instant now() {
        return clock.map(PipelineClock::asOf).orElse(Instant.MIN.plusSeconds(1));
    }

    public PeriodStore periods() {
        return periods;
    }

    public AlertArchive alerts() {
        return alerts;
    }

    public EndedRuns endedRuns() {
        return endedRuns;
    }

    public AlarmHistory alarms() {
        return alarms;
    }

    private void acceptDeletion(Name name) {
        if (name.topic().equals(BoardTopics.RUNS)) {
            Optional<Instant> endedAt = Optional.ofNullable(live.get(name))
                    .flatMap(run -> JsonValue.parse(run.change().text()).instant("endedAt"));
            endedRuns.put(name.key(), endedAt);
        } else if (BoardTopics.isDelays(name.topic())) {
            alerts.deleted(name.topic(), name.key());
            clock.ifPresent(known -> alarms.deleted(AlarmValues.publisherOf(name.topic()), name.key(), known.asOf()));
        } else {
            seriesOf(name)
                    .ifPresent(series -> periods.remove(
                            series,
                            LivePart.periodOf(name.topic(), name.key())
                                    .orElseThrow()
                                    .label()));
        }
        leaveLivePart(name);
    }

    private void acceptClock(JsonValue value, Instant receivedAt) {
        Instant asOf = value.instant("asOf").orElseThrow(() -> new IllegalArgumentException("the clock has no asOf"));
        clockWentBack |=
                clockIsCurrent && clock.isPresent() && asOf.isBefore(clock.get().asOf());
        clock = Optional.of(new PipelineClock(asOf, value.textOrEmpty("mode"), value.instant("watermark"), receivedAt));
    }

    private void keepPeriod(Name name, JsonValue value) {
        seriesOf(name).ifPresent(series -> value.instant("windowStart")
                .ifPresent(start -> periods.put(
                        series,
                        LivePart.periodOf(name.topic(), name.key()).orElseThrow(),
                        start.toEpochMilli(),
                        value.numbers())));
    }

    private static Optional<PeriodStore.Series> seriesOf(Name name) {
        return LivePart.periodOf(name.topic(), name.key())
                .map(CalendarPeriod::kind)
                .map(kind -> new PeriodStore.Series(
                        name.topic(), name.key().substring(0, name.key().lastIndexOf('/')), kind));
    }

    private void leaveLivePart(Name name) {
        if (live.remove(name) != null) {
            changes.put(name, new Change(name.topic(), name.key(), null));
        }
    }
}

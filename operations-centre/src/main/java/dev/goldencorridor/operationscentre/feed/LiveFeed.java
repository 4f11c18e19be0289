package dev.goldencorridor.operationscentre.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest values of the live part, and the order in which they changed. A viewer is only a position in this order:
 * it receives what changed after its position, each key once. So a slow viewer costs nothing but its position.
 *
 * <p>The feed changes in steps ({@link #apply}). All reads between two steps see the same state. Thread-safe.
 */
public final class LiveFeed {
    /** A batch takes values until it has this many characters: a viewer's memory is bounded by one batch. */
    private static final int MAX_BATCH_CHARS = 64 * 1024;
    /** Older deletions are forgotten. A viewer that missed one starts with a snapshot. */
    private static final int MAX_REMEMBERED_DELETIONS = 10_000;

    private final String epoch;
    private final int maxBatchChars;
    private final int maxDeletions;
    private final Map<String, Map<String, Entry>> topics = new HashMap<>();
    private final Entry anchor = Entry.anchor();
    private final Map<Long, Batch> batches = new HashMap<>();
    private Snapshot snapshot;
    private Fingerprint digest = Fingerprint.NONE;
    private long head;
    private int deletions;
    /** A viewer before this position may have missed a deletion. */
    private long forgottenUpTo;

    /** @param epoch identifies this feed: a viewer of another one starts with a snapshot */
    public LiveFeed(String epoch) {
        this(epoch, MAX_BATCH_CHARS, MAX_REMEMBERED_DELETIONS);
    }

    LiveFeed(String epoch, int maxBatchChars, int maxDeletions) {
        this.epoch = epoch;
        this.maxBatchChars = maxBatchChars;
        this.maxDeletions = maxDeletions;
    }

    /**
     * A position with the digest of the values there.
     *
     * @param sequence counts the changes
     */
    public record Position(long sequence, Fingerprint digest) {}

    public String epoch() {
        return epoch;
    }

    /**
     * Applies changes as one step. A value equal to the present one, and the deletion of an absent key, is no change.
     *
     * @return whether anything changed
     */
    public synchronized boolean apply(Collection<Change> changes) {
        long before = head;
        changes.forEach(this::apply);
        return finishStep(before);
    }

    /**
     * Replaces all values as one step. Viewers receive the differences.
     *
     * @return whether anything changed
     */
    public synchronized boolean replaceAll(Collection<Change> values) {
        long before = head;
        Map<String, Set<String>> present = new HashMap<>();
        values.forEach(value ->
                present.computeIfAbsent(value.topic(), any -> new HashSet<>()).add(value.key()));
        List<Change> absent = topics.values().stream()
                .flatMap(keys -> keys.values().stream())
                .map(Entry::change)
                .filter(change ->
                        !present.getOrDefault(change.topic(), Set.of()).contains(change.key()))
                .map(change -> new Change(change.topic(), change.key(), null))
                .toList();
        absent.forEach(this::apply);
        values.forEach(this::apply);
        return finishStep(before);
    }

    /** The position of a viewer that has everything. */
    public synchronized Position head() {
        return new Position(head, digest);
    }

    /** Whether a viewer with this last event id can continue. Its position; empty if it needs a snapshot. */
    public synchronized Optional<Long> resume(String lastEventId) {
        String prefix = epoch + "-";
        if (lastEventId == null || !lastEventId.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            long position = Long.parseLong(lastEventId.substring(prefix.length()));
            return position >= forgottenUpTo && position <= head ? Optional.of(position) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** All live values. Viewers that start between two steps share the result. */
    public synchronized Snapshot snapshot() {
        if (snapshot == null) {
            List<Batch> chunks = new ArrayList<>();
            Entry next = anchor.next();
            do {
                Cut cut = cut(next, chunks.isEmpty(), false);
                chunks.add(cut.batch);
                next = cut.next;
            } while (next != anchor);
            snapshot = new Snapshot(chunks);
        }
        return snapshot;
    }

    /**
     * The changes after a position, or the first part of them.
     *
     * @return empty if there are none, or if the position is so old that only a {@link #snapshot()} helps
     */
    public synchronized Optional<Batch> after(long position) {
        if (position >= head || position < forgottenUpTo) {
            return Optional.empty();
        }
        return Optional.of(batches.computeIfAbsent(position, from -> {
            Entry first = anchor;
            while (first.previous().sequence() > from) {
                first = first.previous();
            }
            return cut(first, false, true).batch;
        }));
    }

    /** Whether changes after this position are incomplete, because deletions were forgotten. */
    public synchronized boolean hasForgotten(long position) {
        return position < forgottenUpTo;
    }

    /** The live values of a topic, in no particular order. */
    public synchronized List<Change> values(String topic) {
        return topics.getOrDefault(topic, Map.of()).values().stream()
                .map(Entry::change)
                .filter(change -> !change.isDeletion())
                .toList();
    }

    /** The live value of a key. */
    public synchronized Optional<String> value(String topic, String key) {
        return Optional.ofNullable(topics.getOrDefault(topic, Map.of()).get(key))
                .map(entry -> entry.change().text());
    }

    /** The topics that have, or had, live values. */
    public synchronized List<String> topics() {
        return topics.keySet().stream().sorted().toList();
    }

    private void apply(Change change) {
        Map<String, Entry> keys = topics.computeIfAbsent(change.topic(), any -> new HashMap<>());
        Entry entry = keys.get(change.key());
        if (entry == null && change.isDeletion()) {
            return;
        }
        if (entry == null) {
            entry = Entry.of(change);
            keys.put(change.key(), entry);
        } else if (isEqual(entry.change().text(), change.text())) {
            return;
        } else if (entry.change().isDeletion()) {
            deletions--;
        }
        if (change.isDeletion()) {
            deletions++;
        }
        head++;
        digest = digest.minus(entry.fingerprint());
        entry.replace(change, head);
        digest = digest.plus(entry.fingerprint());
        entry.unlink();
        entry.insertBefore(anchor);
    }

    private boolean finishStep(long before) {
        if (head == before) {
            return false;
        }
        forgetOldDeletions();
        batches.clear();
        snapshot = null;
        return true;
    }

    private static boolean isEqual(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    private void forgetOldDeletions() {
        Entry next = anchor.next();
        while (deletions > maxDeletions && next != anchor) {
            Entry entry = next;
            next = entry.next();
            if (entry.change().isDeletion()) {
                forgottenUpTo = entry.sequence();
                deletions--;
                entry.unlink();
                topics.get(entry.change().topic()).remove(entry.change().key());
            }
        }
    }

    /** A batch and the entry after it. */
    private record Cut(Batch batch, Entry next) {}

    private Cut cut(Entry first, boolean full, boolean withDeletions) {
        List<Change> changes = new ArrayList<>();
        int chars = 0;
        Entry next = first;
        while (next != anchor && (chars == 0 || chars < maxBatchChars)) {
            Change change = next.change();
            if (!change.isDeletion()) {
                chars += change.text().length() + change.key().length();
                changes.add(change);
            } else if (withDeletions) {
                chars += change.key().length();
                changes.add(change);
            }
            next = next.next();
        }
        boolean isComplete = next == anchor;
        long end = isComplete ? head : next.previous().sequence();
        return new Cut(new Batch(epoch, end, full, changes, isComplete ? Optional.of(digest) : Optional.empty()), next);
    }
}

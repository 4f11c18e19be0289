package dev.goldencorridor.processor.repair;

import dev.goldencorridor.schemas.RejectOutcome;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * All rejects of a time, each once, with their state. The order in which rejects, outcomes and accepted records are
 * added does not matter, except that the record which heals a reject must come after the reject. Not thread-safe.
 */
public final class RejectLedger {
    private final int maxPerPublisher;
    private final Map<RejectId, RejectEntry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> perPublisher = new HashMap<>();
    private final Map<String, RejectOutcome> outcomes = new HashMap<>();
    private final Map<UUID, Set<RejectId>> unhealedByEvent = new HashMap<>();
    private final Map<RejectId, Set<RejectId>> healedByRecord = new HashMap<>();

    /** @param maxPerPublisher further rejects of a publisher are left out; {@link #isFull} reports it */
    public RejectLedger(int maxPerPublisher) {
        this.maxPerPublisher = maxPerPublisher;
    }

    /** Adds a reject. A second rejection of the same record replaces the first. The same rejection counts once. */
    public void add(Reject reject) {
        // The admission accepted this record, but a later step has rejected it. So it has healed nothing.
        healedByRecord.getOrDefault(reject.id(), Set.of()).forEach(this::unheal);
        healedByRecord.remove(reject.id());
        RejectEntry known = entries.get(reject.id());
        if (known != null) {
            if (!known.reject().place().equals(reject.place())) {
                addAgain(known, reject);
            }
            return;
        }
        if (isFull(reject.publisher())) {
            return;
        }
        perPublisher.merge(reject.publisher(), 1, Integer::sum);
        RejectOutcome outcome = outcomes.get(reject.id().key());
        entries.put(reject.id(), new RejectEntry(reject, 1, null, outcome));
        if (outcome == null) {
            awaitHealing(reject);
        }
    }

    /** The record may have become decodable meanwhile, and so have an event now. */
    private void addAgain(RejectEntry known, Reject later) {
        endHealing(known.reject());
        RejectEntry entry = known.again(later);
        entries.put(later.id(), entry);
        if (entry.isOpen()) {
            awaitHealing(later);
        }
    }

    /** Whether further rejects of the publisher are left out. */
    public boolean isFull(String publisher) {
        return perPublisher.getOrDefault(publisher, 0) >= maxPerPublisher;
    }

    /**
     * Sets what was decided about a reject.
     *
     * @param key as {@link RejectId#key()}
     * @param outcome null to open the reject again
     */
    public void decide(String key, RejectOutcome outcome) {
        if (outcome == null) {
            RejectOutcome former = outcomes.remove(key);
            if (former != null) {
                RejectEntry entry = entries.get(idOf(former));
                if (entry != null) {
                    entries.put(entry.reject().id(), entry.decided(null));
                    awaitHealing(entry.reject());
                }
            }
            return;
        }
        outcomes.put(key, outcome);
        entries.computeIfPresent(idOf(outcome), (id, entry) -> {
            endHealing(entry.reject());
            return entry.decided(outcome);
        });
    }

    /** Whether a record with this event could heal a reject. */
    public boolean mayHeal(UUID eventId) {
        return unhealedByEvent.containsKey(eventId);
    }

    /**
     * Heals the rejects with the event of an accepted record, unless the record is rejected itself.
     *
     * @param accepted where the record is
     * @param acceptedAt when the broker took it, milliseconds since 1970-01-01T00:00Z
     */
    public void accepted(UUID eventId, RejectId accepted, long acceptedAt) {
        if (entries.containsKey(accepted)) {
            return;
        }
        for (RejectId id : Set.copyOf(unhealedByEvent.getOrDefault(eventId, Set.of()))) {
            RejectEntry entry = entries.get(id);
            if (entry.reject().isHealedBy(accepted, acceptedAt)) {
                entries.put(id, entry.healed(accepted));
                healedByRecord.computeIfAbsent(accepted, any -> new HashSet<>()).add(id);
                endHealing(entry.reject());
            }
        }
    }

    /** The earliest reception of a record that may yet be healed, in milliseconds; empty if there is none. */
    public OptionalLong oldestUnhealed() {
        return unhealedByEvent.values().stream()
                .flatMap(Set::stream)
                .mapToLong(id -> entries.get(id).reject().receivedAt())
                .min();
    }

    /** All rejects, in the order in which they were added. */
    public Collection<RejectEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    public Optional<RejectEntry> find(RejectId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Removes the rejects that are older. */
    public void forgetBefore(long rejectedAt) {
        entries.values().removeIf(entry -> {
            boolean isOld = entry.reject().rejectedAt() < rejectedAt;
            if (isOld) {
                endHealing(entry.reject());
                perPublisher.merge(entry.reject().publisher(), -1, Integer::sum);
                if (entry.healedBy() != null) {
                    healedByRecord.remove(entry.healedBy());
                }
            }
            return isOld;
        });
    }

    private void awaitHealing(Reject reject) {
        if (reject.eventId() != null && reject.isMovement()) {
            unhealedByEvent
                    .computeIfAbsent(reject.eventId(), any -> new HashSet<>())
                    .add(reject.id());
        }
    }

    private void endHealing(Reject reject) {
        unhealedByEvent.computeIfPresent(
                reject.eventId() == null ? new UUID(0, 0) : reject.eventId(), (event, waiting) -> {
                    waiting.remove(reject.id());
                    return waiting.isEmpty() ? null : waiting;
                });
    }

    private void unheal(RejectId id) {
        RejectEntry entry = entries.get(id);
        if (entry != null && entry.healedBy() != null) {
            entries.put(id, entry.healed(null));
            if (entry.outcome() == null) {
                awaitHealing(entry.reject());
            }
        }
    }

    private static RejectId idOf(RejectOutcome outcome) {
        return new RejectId(outcome.getTopic(), outcome.getPartition(), outcome.getOffset());
    }
}

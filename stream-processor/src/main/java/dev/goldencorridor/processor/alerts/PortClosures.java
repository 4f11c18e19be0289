package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.messages.Partitions;
import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The closed ports and their alerts. Every task has all of them, since each task may have trains at each port. The
 * alert of a port is emitted by one task, the owner. For a task's thread.
 */
public final class PortClosures {
    private static final byte VERSION = 1;
    private static final int ESTIMATED_BYTES = 64;

    private final StoreSection section;
    private final AlertEmitter emitter;
    private final int taskPartition;
    private final int partitions;
    private final long clearedKeptMillis;
    private final Map<String, Closure> byFacility = new HashMap<>();
    private long nextDeletionAt = AlertLifecycle.NEVER;

    /**
     * The last decision about a port.
     *
     * @param alert blank in all tasks but the owner
     */
    private record Closure(boolean isClosed, Alert alert) {
        byte[] toBytes() {
            return BinaryCodec.write(ESTIMATED_BYTES, out -> {
                out.writeByte(VERSION);
                out.writeBoolean(isClosed);
                alert.write(out);
            });
        }

        static Closure fromBytes(byte[] bytes) {
            return BinaryCodec.read(bytes, "a stored closure", in -> {
                byte version = in.readByte();
                if (version != VERSION) {
                    throw new IOException("version " + version + "; this release reads version " + VERSION);
                }
                return new Closure(in.readBoolean(), Alert.read(in, ""));
            });
        }
    }

    /**
     * Restores the closures of one task.
     *
     * @param taskPartition the partition of the task
     * @param partitions the number of partitions of the alerts' topic. The task of a key's partition owns the key.
     * @param clearedKept how long a cleared alert stays before its key is deleted
     */
    PortClosures(StoreSection section, AlertEmitter emitter, int taskPartition, int partitions, Duration clearedKept) {
        this.section = section;
        this.emitter = emitter;
        this.taskPartition = taskPartition;
        this.partitions = partitions;
        this.clearedKeptMillis = clearedKept.toMillis();
        section.forEach((facility, stored) -> byFacility.put(facility, Closure.fromBytes(stored)));
        findNextDeletion();
    }

    /** Visits the alerts of ports that this task emits. */
    void forEachAlert(Consumer<Alert> visitor) {
        byFacility.values().forEach(closure -> visitor.accept(closure.alert));
    }

    /** The alert of a stored closure. */
    static Alert alertOf(byte[] stored) {
        return Closure.fromBytes(stored).alert;
    }

    boolean isClosed(String facility) {
        Closure closure = byFacility.get(facility);
        return closure != null && closure.isClosed;
    }

    /**
     * Applies a decision about a port.
     *
     * @param now the pipeline's clock, or the time of the decision if the clock has not begun
     * @return whether the port has changed from open to closed or back
     */
    boolean update(String facility, PortStatusUpdate status, long now) {
        Closure before = byFacility.get(facility);
        boolean isNeverClosed = before == null && !status.isClosed();
        if (isNeverClosed) {
            return false;
        }
        boolean isChanged = status.isClosed() != isClosed(facility);
        Alert alert = before == null ? Alert.none(facility, "", AlertType.PORT_CLOSED) : before.alert;
        Alert updated = isOwner(facility) ? next(alert, status, now) : alert;
        if (updated.revision() != alert.revision()) {
            emitter.emit(
                    alert,
                    updated,
                    AlertKey.ALL_RUNS,
                    updated.isCleared() ? updated.raised().clearedAt() : now);
        }
        save(facility, new Closure(status.isClosed(), updated));
        return isChanged;
    }

    private static Alert next(Alert before, PortStatusUpdate status, long now) {
        if (!status.isClosed()) {
            return before.isRaised() ? reopened(before, now) : before;
        }
        AlertDetails details = AlertDetails.since(status.decidedAt(), status.reason());
        boolean isRepeated = before.isRaised() && before.raised().details().equals(details);
        return isRepeated ? before : closed(before, details, now);
    }

    private static Alert reopened(Alert before, long now) {
        RaisedAlert raised = before.raised();
        long clearedAt = Math.max(now, raised.raisedAt());
        long duration = Math.max(0, now - raised.since());
        return before.revised(raised.cleared(ClearedCause.REOPENED, clearedAt, duration, raised.details()));
    }

    private static Alert closed(Alert before, AlertDetails details, long now) {
        long since = details.occurredAt();
        return before.revised(new RaisedAlert(
                Severity.CRITICAL,
                false,
                since,
                details,
                false,
                Math.max(0, now - since),
                0,
                null,
                before.isRaised() ? before.raised().raisedAt() : now,
                UNKNOWN,
                null));
    }

    private boolean isOwner(String facility) {
        return Partitions.of(
                        AlertKey.of(facility, AlertKey.ALL_RUNS, AlertType.PORT_CLOSED)
                                .toString(),
                        partitions)
                == taskPartition;
    }

    /** Deletes the keys of the alerts of ports that have been open long enough. */
    void deleteCleared(long now) {
        if (now < nextDeletionAt) {
            return;
        }
        for (Map.Entry<String, Closure> entry : Map.copyOf(byFacility).entrySet()) {
            Alert alert = entry.getValue().alert;
            if (alert.isCleared() && deletionAt(alert) <= now) {
                emitter.delete(alert, AlertKey.ALL_RUNS);
                save(entry.getKey(), new Closure(false, alert.deleted()));
            }
        }
        findNextDeletion();
    }

    private void save(String facility, Closure closure) {
        byFacility.put(facility, closure);
        section.put(facility, closure.toBytes());
        nextDeletionAt = Math.min(nextDeletionAt, deletionAt(closure.alert));
    }

    private void findNextDeletion() {
        nextDeletionAt = AlertLifecycle.NEVER;
        byFacility.values().forEach(closure -> nextDeletionAt = Math.min(nextDeletionAt, deletionAt(closure.alert)));
    }

    private long deletionAt(Alert alert) {
        return alert.isCleared() ? alert.raised().clearedAt() + clearedKeptMillis : AlertLifecycle.NEVER;
    }
}

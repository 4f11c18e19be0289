package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.messages.Partitions;
import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.state.StoreSection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which ports are closed, and the alerts that they are. Every task knows of all, since it may have trains at each; the alert
 * about a port is told by one.
 */
public final class PortClosures {
    private static final byte VERSION = 1;

    private final StoreSection section;
    private final AlertEmitter telling;
    private final int partition;
    private final int partitions;
    private final long clearedKept;
    private final Map<String, Closure> byFacility = new HashMap<>();
    private long earliestWithdrawal = AlertLifecycle.NEVER;

    /**
     * What is known of a port.
     *
     * @param alert as this task has told it
     */
    private record Closure(boolean isClosed, Alert alert) {
        byte[] toBytes() {
            return BinaryCodec.write(64, out -> {
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
     * Of one task.
     *
     * @param partition the task's own
     * @param partitions of the alerts' keys: the task of a key's partition tells it
     */
    PortClosures(StoreSection section, AlertEmitter telling, int partition, int partitions, Duration clearedKept) {
        this.section = section;
        this.telling = telling;
        this.partition = partition;
        this.partitions = partitions;
        this.clearedKept = clearedKept.toMillis();
        section.forEach((facility, stored) -> byFacility.put(facility, Closure.fromBytes(stored)));
        findEarliestWithdrawal();
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
     * A port is closed or open.
     *
     * @param clock the pipeline's; before it has begun, when it was decided stands in
     * @return whether that is another state than before
     */
    boolean learn(String facility, PortStatusUpdate news, long clock) {
        Closure was = byFacility.get(facility);
        Alert alert = was == null ? Alert.none(facility, "", AlertType.PORT_CLOSED) : was.alert;
        boolean isNew = news.isClosed() != isClosed(facility);
        if (was == null && !news.isClosed()) {
            return false;
        }
        Alert told = isOwn(facility) ? next(alert, news, clock) : alert;
        if (told.revision() != alert.revision()) {
            telling.tell(told, Alert.ALL, told.isCleared() ? told.raising().clearedAt() : clock);
        }
        keep(facility, new Closure(news.isClosed(), told));
        return isNew;
    }

    private static Alert next(Alert was, PortStatusUpdate news, long clock) {
        if (!news.isClosed()) {
            return was.isRaised()
                    ? was.told(was.raising()
                            .cleared(
                                    ClearedCause.REOPENED,
                                    Math.max(clock, was.raising().raisedAt()),
                                    Math.max(0, clock - was.raising().since()),
                                    was.raising().facts()))
                    : was;
        }
        AlertDetails facts = AlertDetails.since(news.decidedAt(), news.reason());
        if (was.isRaised() && was.raising().facts().equals(facts)) {
            return was;
        }
        return was.told(new RaisedAlert(
                Severity.CRITICAL,
                false,
                news.decidedAt(),
                facts,
                false,
                Math.max(0, clock - news.decidedAt()),
                0,
                null,
                was.isRaised() ? was.raising().raisedAt() : clock,
                UNKNOWN,
                null));
    }

    private boolean isOwn(String facility) {
        return Partitions.of(Alert.key(facility, Alert.ALL, AlertType.PORT_CLOSED), partitions) == partition;
    }

    /** Withdraws the alerts of ports that have been open for long. */
    void pass(long clock) {
        if (clock < earliestWithdrawal) {
            return;
        }
        for (Map.Entry<String, Closure> entry : Map.copyOf(byFacility).entrySet()) {
            Alert alert = entry.getValue().alert;
            if (alert.isCleared() && alert.raising().clearedAt() + clearedKept <= clock) {
                telling.withdraw(alert, Alert.ALL);
                keep(entry.getKey(), new Closure(false, alert.quietly(null)));
            }
        }
        findEarliestWithdrawal();
    }

    private void keep(String facility, Closure closure) {
        byFacility.put(facility, closure);
        section.put(facility, closure.toBytes());
        earliestWithdrawal = Math.min(earliestWithdrawal, withdrawal(closure));
    }

    private void findEarliestWithdrawal() {
        earliestWithdrawal = AlertLifecycle.NEVER;
        byFacility.values().forEach(closure -> earliestWithdrawal = Math.min(earliestWithdrawal, withdrawal(closure)));
    }

    private long withdrawal(Closure closure) {
        return closure.alert.isCleared() ? closure.alert.raising().clearedAt() + clearedKept : AlertLifecycle.NEVER;
    }
}

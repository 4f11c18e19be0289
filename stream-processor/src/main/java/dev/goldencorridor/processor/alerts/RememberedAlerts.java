package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.state.Recount;
import java.nio.ByteBuffer;

/** What a reset keeps of the store of delays: the alerts as they were published, and which ports are closed. */
public final class RememberedAlerts {
    /** The key of the mark that movements are read again. */
    public static final String RECOUNT_KEY = AlertProcessor.MARKS + Recount.KEY;

    private RememberedAlerts() {}

    /** The value of that mark: the time of the reset. */
    public static byte[] recountSince(long resetAt) {
        return ByteBuffer.allocate(Long.BYTES).putLong(resetAt).array();
    }

    /** The part of an entry that is kept; null if none. A run keeps its alerts, without the calls they were judged by. */
    public static byte[] survivor(String key, byte[] value) {
        return switch (key.charAt(0)) {
            case AlertProcessor.RUNS -> survivor(RunAlerts.fromBytes(value));
            case AlertProcessor.RAISED, AlertProcessor.CLOSURES -> value;
            default -> null;
        };
    }

    private static byte[] survivor(RunAlerts run) {
        return run.alerts().isEmpty()
                ? null
                : new RunAlerts(RunCalls.NONE, run.alerts(), AlertLifecycle.NEVER, AlertProcessor.NOT_JUDGED).toBytes();
    }

    /** How many raised alerts an entry holds that are counted from before an instant. */
    public static int open(String key, byte[] value, long before) {
        if (key.charAt(0) == AlertProcessor.CLOSURES) {
            Alert alert = PortClosures.alertOf(value);
            return alert.isRaised() && before == Long.MAX_VALUE ? 1 : 0;
        }
        if (key.charAt(0) != AlertProcessor.RUNS) {
            return 0;
        }
        int open = 0;
        for (Alert alert : RunAlerts.fromBytes(value).alerts()) {
            if (alert.isRaised() && alert.raising().raisedAt() < before) {
                open++;
            }
        }
        return open;
    }
}

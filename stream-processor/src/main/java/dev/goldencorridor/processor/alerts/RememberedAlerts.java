package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.state.ReReading;
import java.nio.ByteBuffer;

/**
 * The entries of the store that a reset keeps: the alerts as they were emitted, what is published of each run, and the
 * closed ports.
 */
public final class RememberedAlerts {
    /** The key of the mark that movements are read again after a reset. */
    public static final String RECOUNT_KEY = AlertProcessor.MARKS + ReReading.KEY;

    private RememberedAlerts() {}

    /** The value of that mark: the time of the reset in milliseconds since 1970-01-01T00:00Z. */
    public static byte[] recountMark(long resetAt) {
        return ByteBuffer.allocate(Long.BYTES).putLong(resetAt).array();
    }

    /** The part of an entry that a reset keeps; null if none. A run keeps what is published of it, but not its calls. */
    public static byte[] survivor(String key, byte[] value) {
        return switch (key.charAt(0)) {
            case AlertProcessor.RUNS -> survivor(RunAlerts.fromBytes(value));
            case AlertProcessor.RAISED, AlertProcessor.CLOSURES -> value;
            default -> null;
        };
    }

    private static byte[] survivor(RunAlerts run) {
        boolean isRemembered = !run.alerts().isEmpty() || run.published().isPublished();
        return isRemembered
                ? new RunAlerts(
                                RunCalls.NONE,
                                RunCalls.NONE,
                                run.alerts(),
                                AlertLifecycle.NEVER,
                                RunAlerts.NOT_EVALUATED,
                                run.published().outdated())
                        .toBytes()
                : null;
    }

    /**
     * The number of raised alerts in an entry that were raised before an instant. A closed port counts only for
     * {@link Long#MAX_VALUE}: its alert does not depend on movements, so a reset never loses it.
     */
    public static int countRaised(String key, byte[] value, long before) {
        if (key.charAt(0) == AlertProcessor.CLOSURES) {
            Alert alert = PortClosures.alertOf(value);
            return alert.isRaised() && before == Long.MAX_VALUE ? 1 : 0;
        }
        if (key.charAt(0) != AlertProcessor.RUNS) {
            return 0;
        }
        int raised = 0;
        for (Alert alert : RunAlerts.fromBytes(value).alerts()) {
            if (alert.isRaised() && alert.raised().raisedAt() < before) {
                raised++;
            }
        }
        return raised;
    }
}

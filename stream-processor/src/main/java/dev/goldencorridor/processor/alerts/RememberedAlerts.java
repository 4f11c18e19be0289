package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.state.ReReading;
import java.nio.ByteBuffer;

/**
 * What a reset keeps of the step's state: the alerts as they were emitted, what is published of each run, and the
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

    /**
     * The part of an entry of the store that a reset keeps; null if none. The index keeps all runs, since the entry does
     * not show whether anything of the run survives. The first evaluation removes the others.
     */
    public static byte[] survivor(String key, byte[] value) {
        return switch (key.charAt(0)) {
            case AlertProcessor.FORMER_RUNS -> survivorOfRun(value);
            case AlertProcessor.WATCHED, AlertProcessor.RAISED, AlertProcessor.CLOSURES -> value;
            default -> null;
        };
    }

    /**
     * What a reset keeps of a run: what is published of it, but not its calls. Null if nothing is published.
     *
     * @param part this step's part of the run's record
     */
    public static byte[] survivorOfRun(byte[] part) {
        RunAlerts run = RunAlerts.fromBytes(part);
        boolean isRemembered = !run.alerts().isEmpty() || run.published().isPublished();
        return isRemembered
                ? new RunAlerts(RunCalls.NONE, RunCalls.NONE, run.alerts(), RunAlerts.NOT_EVALUATED, run.published())
                        .toBytes()
                : null;
    }

    /**
     * The number of raised alerts in an entry of the store that were raised before an instant. A closed port counts
     * only for {@link Long#MAX_VALUE}: its alert does not depend on movements, so a reset never loses it.
     */
    public static int countRaised(String key, byte[] value, long before) {
        if (key.charAt(0) == AlertProcessor.CLOSURES) {
            Alert alert = PortClosures.alertOf(value);
            return alert.isRaised() && before == Long.MAX_VALUE ? 1 : 0;
        }
        return key.charAt(0) == AlertProcessor.FORMER_RUNS ? countRaisedOfRun(value, before) : 0;
    }

    /**
     * The number of raised alerts of a run that were raised before an instant.
     *
     * @param part this step's part of the run's record
     */
    public static int countRaisedOfRun(byte[] part, long before) {
        int raised = 0;
        for (Alert alert : RunAlerts.fromBytes(part).alerts()) {
            if (alert.isRaised() && alert.raised().raisedAt() < before) {
                raised++;
            }
        }
        return raised;
    }
}

package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of the alerts.
 *
 * @param lateClear a raised lateness is cleared at this value or less
 * @param shownFor how long an alert stays raised after the late event has occurred, unless the train moves on before
 * @param clearedKept how long a cleared alert stays before its key is deleted
 * @param isEventClock whether the present is the watermark rather than the time of day
 * @param tick the interval of the polls for due runs, on the wall clock
 * @param maxReadyRuns a limit for the unchanged runs that a task has on the heap
 * @param partitions the number of partitions of the alerts' topic
 */
public record DelayPlan(
        ThresholdTable thresholds,
        Duration lateClear,
        Duration shownFor,
        Duration clearedKept,
        boolean isEventClock,
        Duration tick,
        int maxReadyRuns,
        int partitions) {
    AlertLifecycle lifecycle() {
        return new AlertLifecycle(lateClear, shownFor, clearedKept);
    }

    /**
     * A hash of everything that decides which alerts the same reports raise. It is stored. A new value makes the task
     * evaluate all runs again.
     */
    long fingerprint(PortCatalogue ports) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((thresholds.fingerprintText() + "\n" + lifecycle().fingerprintText() + "\n"
                                    + borderPorts(ports) + "\n" + codes(ports))
                            .getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reports of a place in the catalogue count at every other place of the run. */
    private static List<String> codes(PortCatalogue ports) {
        return ports.all().stream().map(Port::code).sorted().toList();
    }

    private static List<String> borderPorts(PortCatalogue ports) {
        return ports.all().stream()
                .map(Port::code)
                .filter(ports::isBorderPort)
                .sorted()
                .toList();
    }
}

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
 * How to watch for delays.
 *
 * @param thresholds from when on what is an alert
 * @param lateClear a lateness that was raised is over at this, or at less
 * @param shownFor how long an alert stands that the event itself has shown
 * @param clearedKept how long an alert that is over is kept before its key is deleted
 * @param eventClock whether 'now' is the furthest event time seen rather than the time of day
 * @param tick how often one looks at what is due (wall clock)
 * @param mostReady of runs that a task has ready on the heap
 * @param partitions of the topic of alerts
 */
public record DelayPlan(
        ThresholdTable thresholds,
        Duration lateClear,
        Duration shownFor,
        Duration clearedKept,
        boolean eventClock,
        Duration tick,
        int mostReady,
        int partitions) {
    AlertLifecycle life() {
        return new AlertLifecycle(lateClear, shownFor, clearedKept);
    }

    /** Differs wherever an alert might, given the same reports. */
    long fingerprint(PortCatalogue ports) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((thresholds + "\n" + life() + "\n" + borderPorts(ports) + "\n" + codes(ports))
                            .getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Where a place is in the catalogue, its reports count at every other place of the run. */
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

package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the event clock off the events of a task, and reports events whose times jump too far ahead of it. For the
 * task's thread.
 */
final class EventClock {
    private static final Logger LOG = LoggerFactory.getLogger(EventClock.class);
    private static final int MAX_WARNINGS_PER_MINUTE = 10;
    private static final long MINUTE_MILLIS = 60_000;

    private final ProcessorContext<?, ?> context;
    private final Duration maxJump;
    private final ConfirmedWatermark watermark;
    private final Sensor heldJumps;
    private final ProcessorMetrics metrics;
    private long warningMinute;
    private int warnings;

    /**
     * @param restored the watermark before a restart; {@link PersistentWatermark#NONE} if there is none
     * @param maxJump how far an event may be ahead of the clock without a confirmation by other runs
     */
    EventClock(ProcessorContext<?, ?> context, long restored, Duration maxJump, ProcessorMetrics metrics) {
        this.context = context;
        this.maxJump = maxJump;
        this.metrics = metrics;
        this.watermark = new ConfirmedWatermark(restored, maxJump.toMillis());
        this.heldJumps = context.metrics()
                .addRateTotalSensor("clock", context.taskId().toString(), "jump-held", Sensor.RecordingLevel.INFO);
    }

    /**
     * Takes the time of an event.
     *
     * @return the confirmed watermark, milliseconds since 1970-01-01T00:00Z; {@link PersistentWatermark#NONE} before any
     */
    long received(TrainMovement movement) {
        long wallClock = context.currentSystemTimeMs();
        long before = watermark.millis();
        watermark.offer(movement.getTrainRunId(), movement.getOccurredAt().toEpochMilli(), wallClock);
        boolean isHeld = movement.getOccurredAt().toEpochMilli() > watermark.millis();
        // The first events are no jumps, since there is no clock yet.
        if (isHeld && before != PersistentWatermark.NONE) {
            heldJumps.record(1, wallClock);
            metrics.jumpsHeld().increment();
            warn(movement, wallClock);
        }
        return watermark.millis();
    }

    /** Returns the confirmed watermark as {@link #received} does, after time has passed. */
    long review(long wallClock) {
        watermark.review(wallClock);
        return watermark.millis();
    }

    private void warn(TrainMovement movement, long wallClock) {
        long minute = Math.floorDiv(wallClock, MINUTE_MILLIS);
        warnings = minute == warningMinute ? warnings + 1 : 1;
        warningMinute = minute;
        if (warnings > MAX_WARNINGS_PER_MINUTE) {
            return;
        }
        LOG.warn(
                "The event clock stays at {}: run {} at {} of publisher {} has an event at {}, more than {} ahead ({})."
                        + " The event counts at its own time. The clock follows when {} runs confirm the time. If the"
                        + " time is wrong, the publisher must retract the event",
                Instant.ofEpochMilli(watermark.millis()),
                movement.getTrainRunId(),
                movement.getFacility(),
                movement.getPublisher(),
                movement.getOccurredAt(),
                maxJump,
                context.recordMetadata().map(EventClock::position).orElse("no position"),
                ConfirmedWatermark.CONFIRMING_RUNS);
    }

    private static String position(RecordMetadata metadata) {
        return "topic " + metadata.topic() + ", partition " + metadata.partition() + ", offset " + metadata.offset();
    }
}

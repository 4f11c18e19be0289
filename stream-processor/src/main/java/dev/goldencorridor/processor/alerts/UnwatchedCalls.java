package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.limits.RunLimits;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the calls beyond the limits of their run, which are not watched. For a task's thread. */
final class UnwatchedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(UnwatchedCalls.class);

    private final ProcessorContext<?, ?> context;
    private final ProcessorMetrics metrics;
    private final Sensor sensor;

    UnwatchedCalls(ProcessorContext<?, ?> context, ProcessorMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
        this.sensor = context.metrics()
                .addRateTotalSensor(
                        "delays", context.taskId().toString(), "call-unwatched", Sensor.RecordingLevel.INFO);
    }

    void report(String run, String facility, String publisher) {
        sensor.record(1, context.currentSystemTimeMs());
        metrics.callsUnwatched().increment();
        LOG.debug(
                "Run {} is not watched at {}: outside the port catalogue it has {} places of publisher {}, or {} in"
                        + " all. If the place is real, add it to the catalogue",
                run,
                facility,
                RunLimits.MAX_CALLS_PER_PUBLISHER,
                publisher,
                RunLimits.MAX_CALLS);
    }
}

package dev.goldencorridor.processor.aggregation;

import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The metrics of one task of the rolling step. For a task's thread. */
final class RollingMetrics {
    private final ProcessorContext<?, ?> context;
    private final Sensor watermarkLag;
    private final Sensor unemittedDimensions;

    RollingMetrics(ProcessorContext<?, ?> context) {
        this.context = context;
        this.watermarkLag = sensor(
                "watermark-lag", "watermark-lag-ms", "How far the furthest event time seen is behind the time of day");
        this.unemittedDimensions = sensor(
                "unpublished-dimensions",
                "unpublished-dimensions",
                "Dimensions with changes that are not yet published; stays high while a backlog of them is worked off");
    }

    private Sensor sensor(String name, String metric, String description) {
        String task = context.taskId().toString();
        Sensor sensor = context.metrics().addSensor(name + "-" + task, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(metric, "stream-rolling-metrics", description, Map.of("task-id", task)), new Value());
        return sensor;
    }

    void recordWatermark(long watermark, long wallClock) {
        watermarkLag.record((double) (wallClock - watermark), wallClock);
    }

    void recordUnemittedDimensions(int count, long wallClock) {
        unemittedDimensions.record(count, wallClock);
    }

    void close() {
        context.metrics().removeSensor(watermarkLag);
        context.metrics().removeSensor(unemittedDimensions);
    }
}

package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.metrics.PortGauges;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.windows.WaitingTrains;
import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import io.micrometer.core.instrument.Counter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The metrics of one task of the rolling step, for JMX and for the endpoint of the process. For a task's thread. */
final class RollingMetrics {
    private static final double MILLIS_IN_SECOND = 1e3;

    private final ProcessorContext<?, ?> context;
    private final ProcessorMetrics metrics;
    private final Sensor watermarkLag;
    private final Sensor unemittedDimensions;
    private final GaugeFamily.Cell watermarkLagSeconds;
    private final GaugeFamily.Cell unemitted;
    private final Map<String, PortGauges> ports = new HashMap<>();
    private final Map<AggregateRoute, Counter> emitted = new HashMap<>();

    RollingMetrics(ProcessorContext<?, ?> context, ProcessorMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
        this.watermarkLag = sensor(
                "watermark-lag", "watermark-lag-ms", "How far the furthest event time seen is behind the time of day");
        this.unemittedDimensions = sensor(
                "unpublished-dimensions",
                "unpublished-dimensions",
                "Dimensions with changes that are not yet published; stays high while a backlog of them is worked off");
        this.watermarkLagSeconds = metrics.watermarkLag(context.taskId());
        this.unemitted = metrics.unemittedDimensions(context.taskId());
    }

    private Sensor sensor(String name, String metric, String description) {
        String task = context.taskId().toString();
        Sensor sensor = context.metrics().addSensor(name + "-" + task, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(metric, "stream-rolling-metrics", description, Map.of("task-id", task)), new Value());
        return sensor;
    }

    void recordWatermark(long watermark, long wallClock) {
        watermarkLag.record((double) (wallClock - watermark), wallClock);
        watermarkLagSeconds.set((wallClock - watermark) / MILLIS_IN_SECOND);
    }

    void recordUnemittedDimensions(int count, long wallClock) {
        unemittedDimensions.record(count, wallClock);
        unemitted.set(count);
    }

    void recordEmitted(AggregateRoute route) {
        emitted.computeIfAbsent(route, first -> metrics.emitted(first.aggregate()))
                .increment();
    }

    /** @param clock the pipeline's clock, milliseconds since 1970-01-01T00:00Z */
    void recordPort(String facility, WaitingTrains trains, long clock) {
        WaitingTrains.Train oldest = trains.oldestOpen();
        ports.computeIfAbsent(facility, metrics::port)
                .set(trains.open(), trains.present(), oldest == null ? 0 : Math.max(0, clock - oldest.arrivedAt()));
    }

    void close() {
        context.metrics().removeSensor(watermarkLag);
        context.metrics().removeSensor(unemittedDimensions);
        watermarkLagSeconds.close();
        unemitted.close();
        ports.values().forEach(PortGauges::close);
    }
}

package dev.goldencorridor.processor.sums;

import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the repeated sums of a task, and logs each burst of them once. For a task's thread. */
final class RepeatedSums {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedSums.class);

    private final ProcessorContext<?, ?> context;
    private final TaskId task;
    private final Sensor sensor;
    private final ProcessorMetrics metrics;
    private final String topic;
    private long inBurst;
    private boolean isOver;

    /**
     * @param step the name of the step in metrics
     * @param topic the name of the repartition topic in messages
     */
    RepeatedSums(ProcessorContext<?, ?> context, ProcessorMetrics metrics, String step, String topic) {
        this.metrics = metrics;
        this.topic = topic;
        this.context = context;
        this.task = context.taskId();
        this.sensor = context.metrics()
                .addRateTotalSensor(step, task.toString(), "repeated-sums", Sensor.RecordingLevel.INFO);
    }

    void count() {
        sensor.record();
        metrics.sumsRepeated().increment();
        inBurst++;
        isOver = false;
    }

    /** Must be called once a second. A burst is over when a second has passed without a repeated sum. */
    void logIfOver() {
        if (inBurst > 0 && isOver) {
            LOG.warn(
                    "Partition {} of the {} repartition topic: {} sums were counted before and are not counted"
                            + " again; the group's offsets were lost? No action is needed.",
                    task.partition(),
                    topic,
                    inBurst);
            inBurst = 0;
        }
        isOver = true;
    }

    void close() {
        context.metrics().removeSensor(sensor);
    }
}

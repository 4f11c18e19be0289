package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.schemas.wire.EventCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Forwards changes of a run's measurements. Dimensions beyond the limit count together, under OTHER.
 *
 * <p>The first measurement of a run in a dimension decides whether that dimension counts under OTHER. The run stores
 * the decision, so a measurement is subtracted where it was added.
 */
final class MeasurementForwarder {
    private final ProcessorContext<String, StepMessage> context;
    private final DimensionLimit limit;
    /** The event that is processed now; null in a punctuation. */
    private EventCause cause;

    MeasurementForwarder(ProcessorContext<String, StepMessage> context, DimensionLimit limit) {
        this.context = context;
        this.limit = limit;
    }

    /** Sets the event that causes the next measurements; null if time does. */
    void causedBy(EventCause event) {
        cause = event;
    }

    /**
     * Forwards the difference between two lists of measurements.
     *
     * @param others the dimensions of the former measurements that count under OTHER
     * @param counting the counting of the new measurements
     * @param publisher the publisher of the report; empty if unknown
     * @return the dimensions of the new measurements that count under OTHER; the same set if it has not changed
     */
    Set<String> forwardDifference(
            Set<String> others,
            List<DimensionMeasurement> before,
            List<DimensionMeasurement> after,
            Counting counting,
            String publisher,
            long timestamp) {
        List<DimensionMeasurement> removed = DimensionMeasurement.subtract(before, after);
        List<DimensionMeasurement> added = DimensionMeasurement.subtract(after, before);
        Set<String> newOthers =
                others.isEmpty() && added.isEmpty() ? others : decideOthers(others, before, after, counting, publisher);
        if (!others.isEmpty() || !newOthers.isEmpty()) {
            List<DimensionMeasurement> countedBefore = withOthers(before, others);
            List<DimensionMeasurement> countedAfter = withOthers(after, newOthers);
            removed = DimensionMeasurement.subtract(countedBefore, countedAfter);
            added = DimensionMeasurement.subtract(countedAfter, countedBefore);
        }
        for (DimensionMeasurement one : removed) {
            forward(one, -1, timestamp);
        }
        for (DimensionMeasurement one : added) {
            forward(one, 1, timestamp);
        }
        return newOthers.equals(others) ? others : newOthers;
    }

    /** Keeps the decisions for the dimensions that counted before, and decides for the new ones. */
    private Set<String> decideOthers(
            Set<String> others,
            List<DimensionMeasurement> before,
            List<DimensionMeasurement> after,
            Counting counting,
            String publisher) {
        Set<String> decided = Set.of();
        for (DimensionMeasurement measurement : after) {
            String dimension = measurement.dimension();
            if (decided.contains(dimension)) {
                continue;
            }
            boolean countsUnderOther = counting.limits(Dimension.ofKey(dimension))
                    && (isIn(before, dimension)
                            ? others.contains(dimension)
                            : !limit.admits(dimension, publisher, measurement.minuteStart()));
            if (countsUnderOther) {
                decided = decided.isEmpty() ? new TreeSet<>() : decided;
                decided.add(dimension);
            }
        }
        return decided;
    }

    private static boolean isIn(List<DimensionMeasurement> measurements, String dimension) {
        for (DimensionMeasurement measurement : measurements) {
            if (measurement.dimension().equals(dimension)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the measurements as they count: those of the given dimensions under OTHER. */
    private static List<DimensionMeasurement> withOthers(List<DimensionMeasurement> measurements, Set<String> others) {
        if (others.isEmpty()) {
            return measurements;
        }
        List<DimensionMeasurement> counted = new ArrayList<>(measurements);
        counted.replaceAll(measurement -> others.contains(measurement.dimension())
                ? measurement.in(Dimension.ofKey(measurement.dimension()).other())
                : measurement);
        return counted;
    }

    private void forward(DimensionMeasurement one, int sign, long timestamp) {
        context.forward(
                new Record<>(
                        one.dimension(),
                        new AggregateUpdate.Delta(one.minute(), one.measurement(), sign, cause),
                        timestamp),
                RunProcessor.MEASURED);
    }

    /** Forwards a change of a waiting train; null if the run no longer waits at the port. */
    void forwardWaitingTrain(String runId, String facility, WaitingTrain waitingTrain, long timestamp) {
        context.forward(
                new Record<>(
                        Dimension.port(facility).key(),
                        new AggregateUpdate.WaitingTrainChanged(runId, waitingTrain, cause),
                        timestamp),
                RunProcessor.MEASURED);
    }

    /** @param watermark the furthest event time, milliseconds since 1970-01-01T00:00Z */
    void forwardWatermark(long watermark, long timestamp) {
        context.forward(
                new Record<>("", new AggregateUpdate.WatermarkAdvanced(watermark), timestamp), RunProcessor.MEASURED);
    }
}

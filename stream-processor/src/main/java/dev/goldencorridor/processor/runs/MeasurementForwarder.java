package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.runs.VisitMeasurements.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Forwards how the facts of a run change. Dimensions beyond the limit are counted together, under OTHER. Where a fact is
 * counted is decided when it first counts, and is kept by the run: it is withdrawn where it was added.
 */
final class MeasurementForwarder {
    private static final String OTHER = "OTHER";
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final ProcessorContext<String, StepMessage> context;
    private final DimensionLimit limit;

    MeasurementForwarder(ProcessorContext<String, StepMessage> context, DimensionLimit limit) {
        this.context = context;
        this.limit = limit;
    }

    /**
     * Forwards the difference between what counted before and what counts now.
     *
     * @param others the dimensions of those before that were counted under OTHER
     * @param counting what those after are counted by
     * @param publisher of the report; empty if unknown
     * @return the dimensions of those after that are counted under OTHER; the same set if it has not changed
     */
    Set<String> change(
            Set<String> others,
            List<Placed> before,
            List<Placed> after,
            Counting counting,
            String publisher,
            long timestamp) {
        List<Placed> taken = VisitMeasurements.less(before, after);
        List<Placed> added = VisitMeasurements.less(after, before);
        Set<String> decided =
                others.isEmpty() && added.isEmpty() ? others : decide(others, before, after, counting, publisher);
        if (!others.isEmpty() || !decided.isEmpty()) {
            List<Placed> counted = counted(before, others);
            List<Placed> counts = counted(after, decided);
            taken = VisitMeasurements.less(counted, counts);
            added = VisitMeasurements.less(counts, counted);
        }
        for (Placed one : taken) {
            forward(one, -1, timestamp);
        }
        for (Placed one : added) {
            forward(one, 1, timestamp);
        }
        return decided.equals(others) ? others : decided;
    }

    private Set<String> decide(
            Set<String> others, List<Placed> before, List<Placed> after, Counting counting, String publisher) {
        Set<String> decided = Set.of();
        for (Placed fact : after) {
            String dimension = fact.dimension();
            boolean isOther;
            if (decided.contains(dimension)) {
                isOther = false;
            } else if (isIn(before, dimension)) {
                isOther = others.contains(dimension) && counting.limits(dimension);
            } else {
                isOther = counting.limits(dimension) && !limit.admits(dimension, publisher, fact.minute() * MINUTE);
            }
            if (isOther) {
                decided = decided.isEmpty() ? new TreeSet<>() : decided;
                decided.add(dimension);
            }
        }
        return decided;
    }

    private static boolean isIn(List<Placed> facts, String dimension) {
        for (Placed fact : facts) {
            if (fact.dimension().equals(dimension)) {
                return true;
            }
        }
        return false;
    }

    private static List<Placed> counted(List<Placed> facts, Set<String> others) {
        if (others.isEmpty()) {
            return facts;
        }
        List<Placed> counted = new ArrayList<>(facts);
        counted.replaceAll(fact -> {
            Dimension dimension = Dimension.ofKey(fact.dimension());
            return others.contains(fact.dimension()) ? fact.in(new Dimension(dimension.kind(), OTHER)) : fact;
        });
        return counted;
    }

    private void forward(Placed placed, int sign, long timestamp) {
        context.forward(
                new Record<>(
                        placed.dimension(), new AggregateUpdate.Measured(placed.minute(), placed.fact(), sign), timestamp),
                RunProcessor.MEASURED);
    }

    /** Forwards how a run waits at a port; null if it no longer waits. */
    void waiting(String run, String facility, WaitingTrain waiting, long timestamp) {
        context.forward(
                new Record<>(Dimension.port(facility).key(), new AggregateUpdate.StandingChange(run, waiting), timestamp),
                RunProcessor.MEASURED);
    }

    /** Forwards how far the events are. */
    void watermark(long occurredAt, long timestamp) {
        context.forward(new Record<>("", new AggregateUpdate.Watermark(occurredAt), timestamp), RunProcessor.MEASURED);
    }
}

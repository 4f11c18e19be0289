package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import java.util.Map;

/** A change of a dimension's aggregates; the record's key is the dimension's key. */
public sealed interface AggregateUpdate extends StepMessage {
    /**
     * A measurement of one minute is added or withdrawn.
     *
     * @param minute from 1970-01-01T00:00Z
     * @param sign +1 adds, -1 withdraws
     */
    record Delta(long minute, Measurement measurement, int sign) implements AggregateUpdate {}

    /**
     * The state of a waiting train has changed.
     *
     * @param train null when the run no longer waits for anything
     */
    record WaitingTrainChanged(String run, WaitingTrain train) implements AggregateUpdate {}

    /**
     * The sum of many changes of one dimension.
     *
     * @param panes changes of panes by the minute, from 1970-01-01T00:00Z
     * @param waitingTrains by run; null where the run no longer waits for anything
     */
    record Batch(Map<Long, Pane> panes, Map<String, WaitingTrain> waitingTrains) implements AggregateUpdate {}

    /**
     * The furthest event time that one task has seen; it goes to all partitions.
     *
     * @param millis since 1970-01-01T00:00Z
     */
    record WatermarkAdvanced(long millis) implements AggregateUpdate {}
}

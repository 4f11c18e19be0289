package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import java.util.Map;

/** What journeys tell the rolling dimensions; the record's key is the dimension's key. */
public sealed interface AggregateUpdate extends StepMessage {
    /**
     * A fact of a minute, that counts from now on or no longer.
     *
     * @param minute from 1970-01-01T00:00Z
     * @param sign +1 or -1
     */
    record Measured(long minute, Measurement fact, int sign) implements AggregateUpdate {}

    /**
     * How a run stands at the port from now on.
     *
     * @param standing null when it waits for nothing any more
     */
    record StandingChange(String run, WaitingTrain standing) implements AggregateUpdate {}

    /**
     * What many of the above come to.
     *
     * @param minutes changes of panes by the minute, from 1970-01-01T00:00Z
     * @param standings by run; null where a run waits for nothing any more
     */
    record Sum(Map<Long, Pane> minutes, Map<String, WaitingTrain> standings) implements AggregateUpdate {}

    /**
     * The furthest event time that one task has seen; for all partitions.
     *
     * @param millis since 1970-01-01T00:00Z
     */
    record Watermark(long millis) implements AggregateUpdate {}
}

package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Instant;

/** The value of the pipeline's clock, which shows how old the aggregates are. */
final class ClockValue {
    private ClockValue() {}

    /**
     * Returns the value.
     *
     * @param now the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param isEventClock whether the clock is the event clock
     * @param watermark the furthest event time, likewise; {@link PersistentWatermark#NONE} if there was no event
     */
    static Aggregate of(long now, boolean isEventClock, long watermark) {
        CorridorClock clock = CorridorClock.newBuilder()
                .setAsOf(Instant.ofEpochMilli(now))
                .setMode(isEventClock ? "event" : "wall")
                .setWatermark(watermark == PersistentWatermark.NONE ? null : Instant.ofEpochMilli(watermark))
                .build();
        return new Aggregate(AggregateRoute.CLOCK, clock);
    }
}

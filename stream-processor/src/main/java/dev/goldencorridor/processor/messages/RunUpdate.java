package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.wire.EventCause;
import java.io.DataOutput;
import java.io.IOException;

/** A change of a run's calls, or an advance of the event clock. */
public sealed interface RunUpdate extends AlertUpdate {
    /**
     * A call has changed; the record's key is the run.
     *
     * @param publisher the publisher of the report that changed the call; null if unknown
     * @param call the whole call after the change
     * @param watermark the furthest event time that the sending task has seen, including that report; meaningless where
     *     the pipeline's clock is the time of day
     * @param cause the event that changed the call; null if there is none
     */
    record CallChanged(String facility, String publisher, Call call, long watermark, EventCause cause)
            implements RunUpdate {
        public CallChanged(String facility, String publisher, Call call, long watermark) {
            this(facility, publisher, call, watermark, null);
        }

        @Override
        public void accept(String key, long timestamp, Handler handler) {
            handler.onCallChanged(key, this, timestamp);
        }
    }

    /** A call is past its retention, and its run has forgotten it. The record's key is the run. */
    record CallExpired(String facility, long watermark) implements RunUpdate {
        @Override
        public void accept(String key, long timestamp, Handler handler) {
            handler.onCallExpired(key, this, timestamp);
        }
    }

    /**
     * The furthest event time that one task has seen has advanced; the message goes to all partitions.
     *
     * @param watermark milliseconds since 1970-01-01T00:00Z
     */
    record ClockAdvanced(long watermark) implements RunUpdate, BroadcastUpdate {
        @Override
        public void accept(String key, long timestamp, Handler handler) {
            handler.onClock(this);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(BroadcastSerde.CLOCK);
            VarLong.write(out, watermark);
        }
    }
}

package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.schemas.wire.EventCause;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** A change of a dimension's aggregates; the record's key is the dimension's key. */
public sealed interface AggregateUpdate extends StepMessage {
    /** A change that the step combine takes. */
    sealed interface Uncombined extends AggregateUpdate {
        /**
         * Passes the change to the method for its kind.
         *
         * @param key of the record
         */
        void accept(String key, UncombinedHandler handler);
    }

    /** Has a method for each kind of uncombined change. */
    interface UncombinedHandler {
        void onDelta(String dimension, Delta delta);

        void onWaitingTrain(String dimension, WaitingTrainChanged change);

        void onWatermark(WatermarkAdvanced advanced);
    }

    /** A change that the step combine forwards and the step rolling takes. */
    sealed interface Combined extends AggregateUpdate {
        /**
         * Passes the change to the method for its kind.
         *
         * @param key of the record
         */
        void accept(String key, CombinedHandler handler);

        /** Writes the type byte and the content. {@link AggregateUpdateSerde} reads them. */
        void write(DataOutput out) throws IOException;
    }

    /** Has a method for each kind of combined change. */
    interface CombinedHandler {
        void onBatch(String dimension, Batch batch);

        void onWatermark(WatermarkAdvanced advanced);
    }

    /**
     * A measurement of one minute is added or subtracted.
     *
     * @param minute from 1970-01-01T00:00Z
     * @param sign +1 adds, -1 subtracts
     * @param cause the event that changed the measurement; null if time did
     */
    record Delta(long minute, Measurement measurement, int sign, EventCause cause) implements Uncombined {
        public Delta(long minute, Measurement measurement, int sign) {
            this(minute, measurement, sign, null);
        }

        @Override
        public void accept(String key, UncombinedHandler handler) {
            handler.onDelta(key, this);
        }
    }

    /**
     * The state of a waiting train has changed.
     *
     * @param train null when the run no longer waits for anything
     * @param cause the event that changed the train; null if time did
     */
    record WaitingTrainChanged(String run, WaitingTrain train, EventCause cause) implements Uncombined {
        public WaitingTrainChanged(String run, WaitingTrain train) {
            this(run, train, null);
        }

        @Override
        public void accept(String key, UncombinedHandler handler) {
            handler.onWaitingTrain(key, this);
        }
    }

    /**
     * The sum of many changes of one dimension.
     *
     * @param panes changes of panes by the minute, from 1970-01-01T00:00Z
     * @param waitingTrains by run; null where the run no longer waits for anything
     */
    record Batch(Map<Long, Pane> panes, Map<String, WaitingTrain> waitingTrains) implements Combined {
        /** A batch is empty if all of its changes cancelled out. */
        public boolean isEmpty() {
            return panes.isEmpty() && waitingTrains.isEmpty();
        }

        @Override
        public void accept(String key, CombinedHandler handler) {
            handler.onBatch(key, this);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(AggregateUpdateSerde.BATCH);
            AggregateUpdateSerde.writePanes(out, panes);
            AggregateUpdateSerde.writeWaitingTrains(out, waitingTrains);
        }
    }

    /**
     * The furthest event time that one task has seen; it goes to all partitions.
     *
     * @param millis since 1970-01-01T00:00Z
     */
    record WatermarkAdvanced(long millis) implements Uncombined, Combined {
        @Override
        public void accept(String key, UncombinedHandler handler) {
            handler.onWatermark(this);
        }

        @Override
        public void accept(String key, CombinedHandler handler) {
            handler.onWatermark(this);
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeByte(AggregateUpdateSerde.WATERMARK);
            VarLong.write(out, millis);
        }
    }
}

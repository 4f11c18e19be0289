package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.WindowSum;
import java.io.Serial;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Windows on the heap, panes in keyed state, as the pipeline has them in a store. The clock is the watermark; what changed
 * is published at intervals, by a timer per dimension.
 */
final class RollKeyed extends KeyedProcessFunction<Integer, Trip, KeyedAnswer> {
    @Serial
    private static final long serialVersionUID = 1;

    private static final long INTERVAL_MILLIS = Assignment.INTERVAL_MILLIS / 2;
    private static final long MINUTE = 60_000;

    private transient MapState<Long, byte[]> panes;
    private transient Map<Integer, RollingDimension> dimensions;
    private transient Set<Integer> changed;

    @Override
    public void open(OpenContext context) {
        panes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "panes", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        dimensions = new HashMap<>();
        changed = new HashSet<>();
    }

    @Override
    public void processElement(Trip trip, Context context, Collector<KeyedAnswer> out) throws Exception {
        Integer key = context.getCurrentKey();
        Pane pane = dimension(key).change(trip.minute(), trip.pane());
        if (pane != null) {
            panes.put(trip.minute(), pane.toBytes());
            if (changed.add(key)) {
                scheduleNext(context);
            }
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<KeyedAnswer> out) throws Exception {
        Integer key = context.getCurrentKey();
        RollingDimension dimension = dimension(key);
        long watermark = context.timerService().currentWatermark();
        if (watermark != Long.MIN_VALUE) {
            long minute = Math.floorDiv(watermark, MINUTE);
            boolean moved = dimension.advanceTo(minute);
            for (long forgotten : dimension.evictExpired()) {
                panes.remove(forgotten);
            }
            if (changed.remove(key) || moved) {
                for (WindowSum sum : dimension.sums()) {
                    out.collect(KeyedAnswer.of(key, sum.window(), Answer.of(sum, minute)));
                }
            }
        }
        if (dimension.isEmpty()) {
            dimensions.remove(key);
        } else {
            scheduleNext(context);
        }
    }

    /** On round times, so that there is one timer per dimension, however often it is set. */
    private static void scheduleNext(KeyedProcessFunction<Integer, Trip, KeyedAnswer>.Context context) {
        long now = context.timerService().currentProcessingTime();
        context.timerService().registerProcessingTimeTimer((now / INTERVAL_MILLIS + 1) * INTERVAL_MILLIS);
    }

    /** The current dimension, built from its panes if this process has not seen it yet. */
    private RollingDimension dimension(Integer key) throws Exception {
        RollingDimension dimension = dimensions.get(key);
        if (dimension == null) {
            dimension = new RollingDimension(Windows.ALL);
            for (Map.Entry<Long, byte[]> pane : panes.entries()) {
                dimension.change(pane.getKey(), Pane.fromBytes(pane.getValue()));
            }
            dimensions.put(key, dimension);
        }
        return dimension;
    }
}

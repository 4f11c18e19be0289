package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.windows.Window;
import java.io.Serial;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Flink's sliding windows, as its documentation writes them, aggregated as trips come. */
public final class FlinkHopping {
    private FlinkHopping() {}

    /** Starts it. */
    public static void run(Assignment assignment) throws Exception {
        FlinkJob job = new FlinkJob(assignment, "hashmap");
        KeyedStream<Trip, Integer> trips = job.trips();
        DataStream<KeyedAnswer> answers = null;
        for (Window window : Windows.ALL) {
            DataStream<KeyedAnswer> ofWindow = trips.window(SlidingEventTimeWindows.of(
                            Duration.ofMillis(Windows.millis(window)), Duration.ofMillis(Windows.hopMillis(window))))
                    .aggregate(new Sum(), new Answers(window.name()))
                    .uid(window.name());
            answers = answers == null ? ofWindow : answers.union(ofWindow);
        }
        job.run(answers);
    }

    /** Trips and kilograms of a window. */
    private static final class Sum implements AggregateFunction<Trip, Answer, Answer> {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Answer createAccumulator() {
            return Answer.none(0);
        }

        @Override
        public Answer add(Trip trip, Answer sum) {
            return sum.plus(trip);
        }

        @Override
        public Answer getResult(Answer sum) {
            return sum;
        }

        @Override
        public Answer merge(Answer one, Answer other) {
            throw new UnsupportedOperationException("sliding windows do not merge");
        }
    }

    /** The sum with the window's end and key. */
    private static final class Answers extends ProcessWindowFunction<Answer, KeyedAnswer, Integer, TimeWindow> {
        @Serial
        private static final long serialVersionUID = 1;

        private final String window;

        Answers(String window) {
            this.window = window;
        }

        @Override
        public void process(Integer dimension, Context context, Iterable<Answer> sums, Collector<KeyedAnswer> out) {
            for (Answer sum : sums) {
                out.collect(KeyedAnswer.of(
                        dimension,
                        Window.of(window),
                        sum.endingAt(context.window().getEnd())));
            }
        }
    }
}

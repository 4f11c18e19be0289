package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Windows;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SlidingWindows;

/** Sliding windows of Kafka Streams' DSL: one for each trip, and one for each that has just left it. */
public final class StreamsSliding {
    private StreamsSliding() {}

    /** Starts it. */
    public static void run(Assignment assignment) {
        StreamsBuilder builder = new StreamsBuilder();
        StreamsHopping.byDimension(builder, assignment)
                .windowedBy(SlidingWindows.ofTimeDifferenceAndGrace(
                        Duration.ofMillis(Windows.millis(Windows.DAY)), StreamsHopping.GRACE))
                .aggregate(
                        () -> Answer.none(0),
                        (dimension, trip, sum) -> sum.plus(trip),
                        Materialized.with(Serdes.Integer(), new AnswerSerde()))
                .toStream()
                .map((key, sum) -> {
                    KeyedAnswer answer = KeyedAnswer.of(
                            key.key(), Windows.DAY, sum.endingAt(key.window().end()));
                    return KeyValue.pair(answer.key(), answer.answer());
                })
                .to(assignment.output(), Produced.with(Serdes.String(), new AnswerSerde()));
        new KafkaStreams(builder.build(), StreamsProperties.of(assignment)).start();
    }
}

package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.windows.Window;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;

/** Hopping windows of Kafka Streams' DSL, as its documentation writes them. */
public final class StreamsHopping {
    /** Partitions drift apart by days while a backlog is read; what comes later than this would be lost. */
    static final Duration GRACE = Duration.ofDays(30);

    private StreamsHopping() {}

    /** Starts it. */
    public static void run(Assignment assignment) {
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<Integer, Trip> byDimension = byDimension(builder, assignment);
        for (Window window : Windows.ALL) {
            byDimension
                    .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMillis(Windows.millis(window)), GRACE)
                            .advanceBy(Duration.ofMillis(Windows.hopMillis(window))))
                    .aggregate(
                            () -> Answer.none(0),
                            (dimension, trip, sum) -> sum.plus(trip),
                            Materialized.with(Serdes.Integer(), new AnswerSerde()))
                    .toStream()
                    .map((key, sum) -> {
                        KeyedAnswer answer = KeyedAnswer.of(
                                key.key(), window, sum.endingAt(key.window().end()));
                        return KeyValue.pair(answer.key(), answer.answer());
                    })
                    .to(assignment.output(), Produced.with(Serdes.String(), new AnswerSerde()));
        }
        new KafkaStreams(builder.build(), StreamsProperties.of(assignment)).start();
    }

    static KGroupedStream<Integer, Trip> byDimension(StreamsBuilder builder, Assignment assignment) {
        return builder.stream(
                        assignment.input(),
                        Consumed.with(Serdes.String(), new TripSerde())
                                .withTimestampExtractor(
                                        (record, partitionTime) -> ((Trip) record.value()).occurredAt()))
                .filterNot((run, trip) -> trip.isMark())
                .selectKey((run, trip) -> trip.dimension())
                .repartition(
                        Repartitioned.with(Serdes.Integer(), new TripSerde()).withName("by-dimension"))
                .groupByKey();
    }
}

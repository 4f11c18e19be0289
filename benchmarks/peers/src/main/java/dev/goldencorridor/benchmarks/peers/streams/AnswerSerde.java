package dev.goldencorridor.benchmarks.peers.streams;

import dev.goldencorridor.benchmarks.peers.Answer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Answers as they are on the topic, and in stores. */
final class AnswerSerde implements Serde<Answer> {
    @Override
    public Serializer<Answer> serializer() {
        return (topic, answer) -> answer.toBytes();
    }

    @Override
    public Deserializer<Answer> deserializer() {
        return (topic, bytes) -> Answer.fromBytes(bytes);
    }
}

package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import java.io.Serial;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;

/** Answers as they are on the topic. Flink asks the two classes for their types, which lambdas do not have. */
final class AnswerSchema {
    private AnswerSchema() {}

    static KafkaRecordSerializationSchema<KeyedAnswer> to(String topic) {
        return KafkaRecordSerializationSchema.<KeyedAnswer>builder()
                .setTopic(topic)
                .setKeySerializationSchema(new Key())
                .setValueSerializationSchema(new Value())
                .build();
    }

    private static final class Key implements SerializationSchema<KeyedAnswer> {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public byte[] serialize(KeyedAnswer answer) {
            return answer.keyBytes();
        }
    }

    private static final class Value implements SerializationSchema<KeyedAnswer> {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public byte[] serialize(KeyedAnswer answer) {
            return answer.answer().toBytes();
        }
    }
}

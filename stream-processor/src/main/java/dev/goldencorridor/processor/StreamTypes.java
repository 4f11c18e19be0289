package dev.goldencorridor.processor;

import dev.goldencorridor.processor.messages.StepMessage;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** The types of the topology's streams and outputs that the compiler cannot infer. */
final class StreamTypes {
    private StreamTypes() {}

    /**
     * Gives a stream the type of its messages. Step 2 chooses the child node of each message by name, so the compiler
     * cannot see which kinds reach it.
     */
    @SuppressWarnings("unchecked")
    static <V extends StepMessage> KStream<String, V> typed(KStream<String, ? extends StepMessage> stream) {
        return (KStream<String, V>) stream;
    }

    /** The stream of a child node whose values have another type than those of its siblings. */
    @SuppressWarnings("unchecked")
    static <V> KStream<String, V> children(KStream<String, ?> stream, String name) {
        return (KStream<String, V>) stream.mapValues(value -> value, Named.as(name));
    }

    static <T> Serde<T> writeOnly(Serializer<T> serializer) {
        return Serdes.serdeFrom(serializer, (topic, bytes) -> {
            throw new UnsupportedOperationException("the topology only writes to topic " + topic);
        });
    }

    static Produced<byte[], byte[]> rejected(String name) {
        return Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name);
    }
}

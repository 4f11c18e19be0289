package dev.goldencorridor.sink;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** How the values of one route are written downstream, and read back to know what has been delivered. */
interface DownstreamFormat {
    /** The value to deliver for an aggregate that was received as the given record. */
    byte[] value(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate);

    /** Adds the headers that go with it. */
    void describe(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate, Headers headers);

    /** The content of a value found downstream; empty if it is not in this format. */
    Optional<Digest> contentOf(byte[] delivered);
}

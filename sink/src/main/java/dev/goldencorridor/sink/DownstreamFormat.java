package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Encodes the values of one route downstream, and decodes them to find the content that was delivered. */
interface DownstreamFormat {
    /** The downstream value of an aggregate. */
    byte[] value(ConsumerRecord<byte[], byte[]> received, SpecificRecord aggregate);

    /** Adds the headers that describe the value. */
    void describe(SourceRecord source, SpecificRecord aggregate, Headers headers);

    /** The content of a downstream value; empty if it is not in this format. */
    Optional<Digest> contentOf(byte[] delivered);
}

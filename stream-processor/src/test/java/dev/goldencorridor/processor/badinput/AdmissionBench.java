package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.SchemaNotKnownYetException;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The admission of the pipeline with a registry in memory. Not thread-safe. */
final class AdmissionBench {
    static final Instant RECEIVED = Instant.parse("2026-11-28T12:00:00Z");
    static final String ACCEPTED = "ACCEPTED";
    static final int HEADER_BYTES = 5;

    final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    final ForeignSchemas foreign;
    private final WireSerializer<TrainMovement> encoder;
    private final Admission admission;
    /** Advances with each record, so that the limits on calls of the registry refuse no id that it has. */
    private final AtomicLong nanos = new AtomicLong();

    AdmissionBench() {
        Registry calls = new Registry(registry, Duration.ofSeconds(1));
        this.encoder = new WireSerializer<>(calls, TrainMovement.getClassSchema());
        this.foreign = new ForeignSchemas(registry);
        this.admission = new Admission(new PublisherSchemas(calls, nanos::get), PublisherCatalogue.builtIn());
    }

    byte[] encode(TrainMovement movement) {
        return encoder.serialize("", movement);
    }

    /** Encodes a movement as a publisher with another schema does. Fields that the contract lacks have their defaults. */
    byte[] encodeBy(String schemaName, TrainMovement movement) {
        byte[] own = encode(movement);
        Schema schema = foreign.schema(schemaName);
        try {
            Object generic = new GenericDatumReader<>(TrainMovement.getClassSchema(), schema)
                    .read(null, DecoderFactory.get().binaryDecoder(own, HEADER_BYTES, own.length - HEADER_BYTES, null));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES)
                    .putInt(1, foreign.id(schemaName))
                    .array());
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(generic, out);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Judges a record as the step does. A schema that may come later is still unknown when its grace is over. */
    Admission.Verdict judge(String publisher, byte[] key, byte[] value) {
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        try {
            return admission.judge(TopicCatalogue.movementsOf(publisher), key, value, RECEIVED.toEpochMilli());
        } catch (SchemaNotKnownYetException e) {
            return new Admission.Refused(RejectReason.UNKNOWN_SCHEMA, e.getMessage(), e);
        }
    }

    /** The reason of the rejection, or {@link #ACCEPTED}. */
    static String name(Admission.Verdict verdict) {
        return verdict instanceof Admission.Refused refused ? refused.reason().name() : ACCEPTED;
    }
}

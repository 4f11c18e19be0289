package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.schemas.TrainMovement;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** The released versions of the contract's schemas, and a future one of each, in a registry. */
final class VersionedSchemas implements AutoCloseable {
    private static final Path HISTORY = Path.of("..", "schemas", "history");
    private static final int HEADER_BYTES = 5;

    private final CachedSchemaRegistryClient client;
    private final Map<Subject, List<Version>> versions = new LinkedHashMap<>();
    private final Map<Integer, Schema> byId = new LinkedHashMap<>();

    VersionedSchemas(String registryUrl) throws IOException {
        client = new CachedSchemaRegistryClient(ServerSecurity.registryClient(registryUrl), 100);
    }

    /** Registers all released versions, oldest first. */
    void registerHistory(Subject subject) throws Exception {
        Path directory = HISTORY.resolve(subject.name());
        for (int number = 1; Files.exists(directory.resolve("v" + number + ".avsc")); number++) {
            register(
                    subject,
                    new Schema.Parser()
                            .parse(directory.resolve("v" + number + ".avsc").toFile()));
        }
    }

    /** Registers a version with one more field. */
    void registerFuture(Subject subject) throws Exception {
        String text = subject.schema().toString();
        int end = text.lastIndexOf(']');
        String field = ",{\"name\":\"future\",\"type\":[\"null\",\"string\"],\"default\":null}";
        register(subject, new Schema.Parser().parse(text.substring(0, end) + field + text.substring(end)));
    }

    private void register(Subject subject, Schema schema) throws Exception {
        int id = client.register(subject.name(), new AvroSchema(schema));
        versions.computeIfAbsent(subject, any -> new ArrayList<>()).add(new Version(id, schema));
        byId.put(id, schema);
    }

    /** Those that are registered so far, oldest first. */
    List<Version> versions(Subject subject) {
        return List.copyOf(versions.get(subject));
    }

    private Schema byId(int id) {
        return byId.get(id);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** One version of a schema. */
    record Version(int id, Schema schema) {
        /** The wire format of a movement as a publisher of this version sends it. */
        byte[] encode(TrainMovement movement) throws IOException {
            Schema own = TrainMovement.getClassSchema();
            byte[] bytes = bytes(encoder -> new SpecificDatumWriter<TrainMovement>(own).write(movement, encoder));
            GenericRecord record = new GenericDatumReader<GenericRecord>(own, schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
            byte[] value = bytes(encoder -> new GenericDatumWriter<GenericRecord>(schema).write(record, encoder));
            return ByteBuffer.allocate(HEADER_BYTES + value.length)
                    .put((byte) 0)
                    .putInt(id)
                    .put(value)
                    .array();
        }

        /** The movement as this release reads it. */
        TrainMovement decode(byte[] wire) throws IOException {
            return new SpecificDatumReader<TrainMovement>(schema, TrainMovement.getClassSchema())
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(wire, HEADER_BYTES, wire.length - HEADER_BYTES, null));
        }

        /** A value of any version as a reader of this one decodes it. */
        GenericRecord read(byte[] wire, VersionedSchemas schemas) {
            Schema writer = schemas.byId(ByteBuffer.wrap(wire).getInt(1));
            try {
                return new GenericDatumReader<GenericRecord>(writer, schema)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(wire, HEADER_BYTES, wire.length - HEADER_BYTES, null));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] bytes(Write write) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            write.to(encoder);
            encoder.flush();
            return bytes.toByteArray();
        }
    }

    private interface Write {
        void to(BinaryEncoder encoder) throws IOException;
    }
}

package dev.goldencorridor.processor.upgrade;

import dev.goldencorridor.processor.PipelineDriver;
import dev.goldencorridor.processor.reset.PublishedState;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What one release of the pipeline left behind when it was stopped: its stores, what was under way between its steps, the
 * movements it had taken, and what it had published last. In files, so that a later release can be started on it.
 *
 * @param entries of the stores, and of the internal topics what had been sent and not been taken
 * @param movements in the order in which they were published
 * @param published the last value under each key
 * @param alerts all of them, in order
 */
record StateDump(
        List<Entry> entries,
        List<TrainMovement> movements,
        Map<AggregateRoute, List<SpecificRecord>> published,
        List<DelayAlert> alerts) {
    private static final String ENTRIES = "entries.gz";

    /** One entry of a store, or one record of an internal topic. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Entry(String place, String key, byte[] value) {}

    /** The entries of a pipeline's store. */
    static List<Entry> storeOf(PipelineDriver pipeline, String store) {
        List<Entry> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all =
                pipeline.driver().<String, byte[]>getKeyValueStore(store).all()) {
            all.forEachRemaining(entry -> entries.add(new Entry(store, entry.key, entry.value)));
        }
        return entries;
    }

    List<Entry> entriesOf(String place) {
        return entries.stream().filter(entry -> entry.place.equals(place)).toList();
    }

    /** The same after a reset, with all movements kept. */
    StateDump afterAReset(long resetAt) {
        PublishedState state = new PublishedState(CorridorCalendar.RAILWAY, Long.MIN_VALUE, resetAt);
        List<Entry> kept = new ArrayList<>();
        for (String store : PublishedState.STORES) {
            for (Entry entry : entriesOf(store)) {
                byte[] survivor = state.survivor(store, entry.key, entry.value);
                if (survivor != null) {
                    kept.add(new Entry(store, entry.key, survivor));
                }
            }
            state.marks(store).forEach((key, value) -> kept.add(new Entry(store, key, value)));
        }
        return new StateDump(kept, movements, published, alerts);
    }

    /** Lays a store out as Kafka Streams left it in a state directory. */
    void layOut(String store, Path stateDirectory, String application) {
        Properties properties = new Properties();
        properties.put("application.id", application);
        properties.put("bootstrap.servers", "127.0.0.1:1");
        TaskId task = new TaskId(0, 0);
        Path directory = stateDirectory.resolve(application).resolve(task.toString());
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(properties, task, directory.toFile());
        KeyValueStore<String, byte[]> written = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        written.init(context.getStateStoreContext(), written);
        entriesOf(store).forEach(entry -> written.put(entry.key, entry.value));
        written.close();
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(ENTRIES)))) {
            Base64.Encoder base64 = Base64.getEncoder();
            for (Entry entry : entries) {
                String line = entry.place + " " + base64.encodeToString(entry.key.getBytes(StandardCharsets.UTF_8))
                        + " " + base64.encodeToString(entry.value) + "\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
        writeRecords(directory, "movements", TrainMovement.getClassSchema(), movements);
        writeRecords(directory, "delays", DelayAlert.getClassSchema(), alerts);
        for (Map.Entry<AggregateRoute, List<SpecificRecord>> entry : published.entrySet()) {
            writeRecords(directory, entry.getKey().aggregate(), entry.getKey().schema(), entry.getValue());
        }
    }

    private static void writeRecords(Path directory, String name, Schema schema, List<? extends SpecificRecord> records)
            throws IOException {
        try (DataFileWriter<SpecificRecord> writer = new DataFileWriter<>(new SpecificDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(9));
            writer.create(schema, directory.resolve(name + ".avro").toFile());
            for (SpecificRecord one : records) {
                writer.append(one);
            }
        }
    }

    /** As written; records in the form that this release gives them. */
    static StateDump read(String resources) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(open(resources + "/" + ENTRIES)), StandardCharsets.US_ASCII))) {
            Base64.Decoder base64 = Base64.getDecoder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", -1);
                entries.add(new Entry(
                        parts[0],
                        new String(base64.decode(parts[1]), StandardCharsets.UTF_8),
                        base64.decode(parts[2])));
            }
        }
        Map<AggregateRoute, List<SpecificRecord>> published = new LinkedHashMap<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            // A topic that the former release did not write is not in its dump.
            boolean isDumped = StateDump.class.getClassLoader().getResource(file(resources, route.aggregate())) != null;
            if (isDumped) {
                published.put(route, readRecords(resources, route.aggregate(), route.schema()));
            }
        }
        return new StateDump(
                entries,
                readRecords(resources, "movements", TrainMovement.getClassSchema()),
                published,
                readRecords(resources, "delays", DelayAlert.getClassSchema()));
    }

    private static <T extends SpecificRecord> List<T> readRecords(String resources, String name, Schema schema)
            throws IOException {
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(schema);
        List<T> records = new ArrayList<>();
        try (DataFileStream<T> file = new DataFileStream<>(open(file(resources, name)), reader)) {
            file.forEach(records::add);
        }
        return records;
    }

    private static String file(String resources, String name) {
        return resources + "/" + name + ".avro";
    }

    private static InputStream open(String resource) throws IOException {
        InputStream found = StateDump.class.getClassLoader().getResourceAsStream(resource);
        if (found == null) {
            throw new IOException("there is no resource " + resource);
        }
        return found;
    }
}

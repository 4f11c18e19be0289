package dev.goldencorridor.processor;

import dev.goldencorridor.processor.reset.PublishedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The entries of all stores of a pipeline. A later pipeline can be started on them, as after a restart. */
final class StoredState {
    private static final String APPLICATION = "corridor-processor.";

    private final Map<String, Map<String, byte[]>> entriesByStore = new LinkedHashMap<>();

    private StoredState() {}

    static StoredState of(PipelineDriver pipeline) {
        StoredState state = new StoredState();
        for (String store : PublishedState.STORES) {
            Map<String, byte[]> entries = new TreeMap<>();
            try (KeyValueIterator<String, byte[]> all =
                    pipeline.driver().<String, byte[]>getKeyValueStore(store).all()) {
                all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
            }
            state.entriesByStore.put(store, entries);
        }
        return state;
    }

    /** Lays the stores out as Kafka Streams leaves them in a state directory. */
    void layOut(Path stateDirectory) throws IOException {
        Properties properties = new Properties();
        properties.put("application.id", APPLICATION);
        properties.put("bootstrap.servers", "127.0.0.1:1");
        TaskId task = new TaskId(0, 0);
        Path directory = stateDirectory.resolve(APPLICATION).resolve(task.toString());
        Files.createDirectories(directory);
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>(properties, task, directory.toFile());
        entriesByStore.forEach((store, entries) -> {
            KeyValueStore<String, byte[]> written = Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            written.init(context.getStateStoreContext(), written);
            entries.forEach(written::put);
            written.close();
        });
    }
}

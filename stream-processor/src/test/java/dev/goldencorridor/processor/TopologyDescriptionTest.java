package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopologyDescriptionTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    /** A changed name orphans the state under it. If that is intended, replace the golden file and plan the reset. */
    @Test
    void theTopologyIsTheOneWhoseStateIsInProduction() throws IOException {
        Settings settings = Settings.of(ProcessorSettings.definition(), Map.of());
        String description = new CorridorTopology(
                        settings,
                        new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1)),
                        PublisherCatalogue.builtIn(),
                        PortCatalogue.builtIn())
                .build()
                .describe()
                .toString();
        assertThat(withSortedStores(description)).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    /** Streams lists a processor's stores in the order of a hash set. */
    private static String withSortedStores(String description) {
        return Pattern.compile("stores: \\[([^\\]]*)]")
                .matcher(description)
                .replaceAll(stores -> "stores: ["
                        + Arrays.stream(stores.group(1).split(", ")).sorted().collect(Collectors.joining(", ")) + "]");
    }
}

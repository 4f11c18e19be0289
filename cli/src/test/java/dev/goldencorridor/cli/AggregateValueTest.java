package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AggregateValueTest {
    private static final Instant NOON = Instant.parse("2025-11-30T12:00:00Z");

    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    private final AggregateValue.Reader reader = new AggregateValue.Reader(registry);

    @Test
    void avroIsReadThroughTheRegistry() {
        byte[] bytes;
        try (WireSerializer<CorridorClock> serializer =
                new WireSerializer<>(registry, CorridorClock.getClassSchema())) {
            bytes = serializer.serialize(
                    "ops.clock",
                    CorridorClock.newBuilder()
                            .setAsOf(NOON)
                            .setMode("event")
                            .setWatermark(null)
                            .build());
        }

        AggregateValue value = reader.read(bytes).orElseThrow();

        assertThat(value.instant("asOf")).contains(NOON);
        assertThat(value.text("mode")).isEqualTo("event");
        assertThat(value.instant("watermark")).isEmpty();
    }

    @Test
    void jsonIsReadByItsFieldNames() {
        AggregateValue value = reader.read(
                        "{\"asOf\":\"2025-11-30T12:00:00Z\",\"trips\":28,\"heavyLoadRate\":0.97,\"changePercent\":null}"
                                .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        assertThat(value.instant("asOf")).contains(NOON);
        assertThat(value.count("trips")).isEqualTo(28);
        assertThat(value.number("heavyLoadRate")).isCloseTo(0.97, within(1e-9));
        assertThat(value.number("changePercent")).isNull();
    }

    @Test
    void bytesInNeitherFormatAreNoValue() {
        assertThat(reader.read(new byte[] {1, 2, 3})).isEmpty();
        assertThat(reader.read(new byte[] {0, 0, 0, 0, 99, 1})).isEmpty();
        assertThat(reader.read(new byte[0])).isEmpty();
    }
}

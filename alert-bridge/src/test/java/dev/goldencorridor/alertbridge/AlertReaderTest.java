package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertReaderTest {
    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ZERO);
    private final AlertReader reader = new AlertReader(registry);

    @Test
    void anAlertReadsTheSameFromBothFormats() {
        DelayAlert alert = Alerts.cleared("MAJOR", 3);
        byte[] avro;
        try (WireSerializer<DelayAlert> serializer = new WireSerializer<>(registry, DelayAlert.getClassSchema())) {
            avro = serializer.serialize("delays.khorgos", alert);
        }
        assertThat(reader.read(record(avro))).isEqualTo(alert);
        assertThat(reader.read(record(AggregateJson.of(alert)))).isEqualTo(alert);
    }

    @Test
    void fieldsOfALaterContractAreIgnored() {
        String json = new String(AggregateJson.of(Alerts.raised("MINOR", 1)), StandardCharsets.UTF_8);
        byte[] later =
                json.replaceFirst("\\{", "{\"weather\":{\"wind\":[1,2]},").getBytes(StandardCharsets.UTF_8);
        assertThat(reader.read(record(later))).isEqualTo(Alerts.raised("MINOR", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "storm",
                "[]",
                "{}",
                "{\"facility\":\"CNHRS\"",
                "{\"facility\":7}",
                "{\"raisedAt\":\"yesterday\"}",
                "{\"reason\":\"\\ud800\"}",
                "{\"valueSeconds\":\"long\"}"
            })
    void aValueThatIsNotAnAlertIsUndecodable(String value) {
        assertThatThrownBy(() -> reader.read(record(value.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(UndecodableException.class);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("delays.khorgos", 0, 0, Alerts.KEY.getBytes(StandardCharsets.UTF_8), value);
    }
}

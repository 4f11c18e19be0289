package dev.goldencorridor.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.registry.Registry;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ContractSubjectsTest {
    @Test
    void allSubjectsAreRegisteredWithTheirPromises() throws Exception {
        MockSchemaRegistryClient client = new MockSchemaRegistryClient();
        try (Registry registry = new Registry(client, Duration.ofSeconds(1))) {
            registry.verify(ContractSubjects.inputs(), true);
            registry.verify(ContractSubjects.aggregates(), true);
            assertThat(client.getCompatibility(ContractSubjects.TRAIN_MOVEMENT.name()))
                    .isEqualTo("BACKWARD_TRANSITIVE");
            assertThat(client.getCompatibility(ContractSubjects.TRIP_COUNTS.name()))
                    .isEqualTo("FULL_TRANSITIVE");
            int id = registry.idOf(ContractSubjects.TRAIN_MOVEMENT);
            assertThat(registry.schemaById(id)).contains(ContractSubjects.TRAIN_MOVEMENT.schema());
        }
    }
}

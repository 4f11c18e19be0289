package dev.goldencorridor.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WriterSchemasTest {
    private static final String TOPIC = "movements.khorgos";

    private final Node node = new Node();
    private final Registry registry = new Registry(node, Duration.ofMillis(300));
    private final AtomicLong now = new AtomicLong();
    private final PublisherSchemas publishers = new PublisherSchemas(registry, now::get);

    /** A registry whose first calls can lag behind the registrations, or which can be unavailable. */
    private final class Node extends MockSchemaRegistryClient {
        private final AtomicInteger calls = new AtomicInteger();
        private int laggingCalls;
        private boolean isUnavailable;
        private Duration callDuration = Duration.ZERO;

        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            int call = calls.incrementAndGet();
            now.addAndGet(callDuration.toNanos());
            if (isUnavailable) {
                throw new IOException("away");
            }
            if (call <= laggingCalls) {
                throw new RestClientException("Schema not found", 404, 40403);
            }
            return super.getSchemaById(id);
        }
    }

    @Test
    void randomIdsCostABoundedNumberOfCallsFromAllThreadsTogether() {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Random random = new Random(thread);
            threads.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 10_000; i++) {
                    assertNotKnownYet(TOPIC, random.nextInt(Integer.MAX_VALUE));
                }
            }));
        }
        threads.forEach(CompletableFuture::join);
        assertThat(node.calls).hasValue(10);
        pass(Duration.ofSeconds(5));
        for (int id = 1_000_000; id < 1_001_000; id++) {
            assertNotKnownYet(TOPIC, id);
        }
        assertThat(node.calls).hasValue(15);
    }

    @Test
    void randomIdsOfOnePublisherLeaveTheOthersTheirCalls() throws Exception {
        for (int id = 1_000_000; id < 1_010_000; id++) {
            assertNotKnownYet(TOPIC, id);
        }
        assertThat(publishers.schema("movements.alashankou", register()))
                .isEqualTo(ContractSubjects.TRAIN_MOVEMENT.schema());
    }

    @Test
    void floodsOnManyTopicsCostABoundedNumberOfCallsAndLeaveOthersTheirs() throws Exception {
        for (int topic = 0; topic < 100; topic++) {
            for (int id = 1_000_000; id < 1_000_100; id++) {
                assertNotKnownYet("movements.p" + topic, 1_000 * topic + id);
            }
        }
        // 50 in total, and two for each of the 100 topics.
        assertThat(node.calls).hasValueLessThanOrEqualTo(250);
        assertThat(publishers.schema(TOPIC, register())).isEqualTo(ContractSubjects.TRAIN_MOVEMENT.schema());
    }

    @Test
    void anUnknownIdIsLookedUpAtMostOnceASecond() throws Exception {
        int id = register();
        node.laggingCalls = 2;
        for (int i = 0; i < 100; i++) {
            assertNotKnownYet(TOPIC, id);
            assertNotKnownYet("movements.alashankou", id);
        }
        assertThat(node.calls).hasValue(1);
        pass(Duration.ofSeconds(1));
        assertNotKnownYet(TOPIC, id);
        pass(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            publishers.schema(TOPIC, id);
            publishers.schema("movements.alashankou", id);
        }
        assertThat(node.calls).hasValue(3);
    }

    @Test
    void aSlowRegistryTakesUpLittleOfTheThreadsTime() {
        node.callDuration = Duration.ofMillis(900);
        long begin = now.get();
        for (int second = 0; second < 600; second++) {
            assertNotKnownYet(TOPIC, 1_000_000 + second);
            pass(Duration.ofMillis(100));
        }
        long calls = node.calls.get();
        long elapsed = now.get() - begin;
        assertThat(publishers.isAnswering(TOPIC))
                .as("so slow is as good as away")
                .isFalse();
        assertThat(calls * node.callDuration.toNanos())
                .isLessThan(Duration.ofSeconds(5).toNanos() + elapsed / 40);
    }

    @Test
    void withACachedSchemaNoCallWaitsForAnOutage() throws Exception {
        publishers.schema(TOPIC, register());
        node.isUnavailable = true;
        assertNotKnownYet(TOPIC, 987_654);
        assertThat(publishers.isAnswering(TOPIC)).isFalse();
        assertThat(node.calls).hasValue(2);
        node.isUnavailable = false;
        pass(Duration.ofSeconds(1));
        assertNotKnownYet(TOPIC, 987_654);
        assertThat(publishers.isAnswering(TOPIC)).isTrue();
    }

    @Test
    void withoutACachedSchemaACallWaitsUntilThePatienceEnds() {
        node.isUnavailable = true;
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> publishers.schema(TOPIC, 1)).isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void aRefusedSchemaIsLookedUpOnce() throws Exception {
        int id = node.register(
                "hostile",
                new AvroSchema("{\"type\":\"record\",\"name\":\"Chain\",\"fields\":[{\"name\":\"next\","
                        + "\"type\":[\"null\",\"Chain\"]}]}"));
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> publishers.schema(TOPIC, id))
                    .isInstanceOfSatisfying(UndecodableException.class, e -> assertThat(e.reason())
                            .isEqualTo(Undecodable.UNREADABLE_SCHEMA));
        }
        assertThat(node.calls).hasValue(1);
    }

    @Test
    void aSchemaTooLongForTheCacheIsRefused() throws Exception {
        String doc = "x".repeat(70_000);
        int id = node.register(
                "hostile",
                new AvroSchema("{\"type\":\"record\",\"name\":\"Long\",\"doc\":\"" + doc + "\",\"fields\":[]}"));
        assertThatThrownBy(() -> publishers.schema(TOPIC, id))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void ownTopicsWaitForANodeThatLags() throws Exception {
        int id = register();
        node.laggingCalls = 1;
        OwnTopicSchemas own = new OwnTopicSchemas(new Registry(node, Duration.ofSeconds(30)), Duration.ofSeconds(30));
        assertThat(own.schema("corridor.trips", id)).isEqualTo(ContractSubjects.TRAIN_MOVEMENT.schema());
        assertThat(node.calls).hasValue(2);
    }

    @Test
    void ownTopicsTreatAnUnknownIdAsAnOutageUntilItsGraceIsOver() {
        OwnTopicSchemas own = new OwnTopicSchemas(registry, Duration.ofSeconds(1));
        assertThatThrownBy(() -> own.schema("corridor.trips", 987_654))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("987654");
        OwnTopicSchemas shorter = new OwnTopicSchemas(registry, Duration.ofMillis(1));
        assertThatThrownBy(() -> shorter.schema("corridor.trips", 987_654)).isInstanceOf(UndecodableException.class);
        int calls = node.calls.get();
        assertThatThrownBy(() -> shorter.schema("corridor.trips", 987_654)).isInstanceOf(UndecodableException.class);
        assertThat(node.calls).as("remembered").hasValue(calls);
    }

    private int register() throws Exception {
        return node.register(
                ContractSubjects.TRAIN_MOVEMENT.name(), new AvroSchema(ContractSubjects.TRAIN_MOVEMENT.schema()));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void assertNotKnownYet(String topic, int id) {
        assertThatThrownBy(() -> publishers.schema(topic, id)).isInstanceOf(SchemaNotKnownYetException.class);
    }
}

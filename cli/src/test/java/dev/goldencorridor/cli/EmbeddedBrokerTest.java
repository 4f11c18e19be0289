package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final int ANY_PORT = 0;

    @TempDir
    private Path directory;

    @Test
    void aRestartedBrokerStillHasItsTopicsAndRecordsAlsoIfItWasKilled() throws Exception {
        assertThat(new KilledBroker(directory).wasKilled()).isFalse();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, ANY_PORT);
                Admin admin = admin(broker);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("kept", "X8003", "departed")).get();
        }

        assertThat(new KilledBroker(directory).wasKilled()).isFalse();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, ANY_PORT)) {
            assertThat(firstValue(broker, "kept")).isEqualTo("departed");
            assertThat(new KilledBroker(directory).wasKilled())
                    .as("as long as it runs, it can be killed")
                    .isTrue();
        }

        Files.delete(directory.resolve(".kafka_cleanshutdown"));
        assertThat(new KilledBroker(directory).wasKilled()).isTrue();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, ANY_PORT)) {
            assertThat(firstValue(broker, "kept")).isEqualTo("departed");
        }
    }

    @Test
    void aTakenPortMakesItListenElsewhere() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(directory, taken.getLocalPort());
                Admin admin = admin(broker)) {
            assertThat(broker.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS))
                    .hasSize(1);
        }
    }

    @Test
    void askingForATopicDoesNotCreateIt() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, ANY_PORT);
                Admin admin = admin(broker);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "500"),
                        new StringSerializer(),
                        new StringSerializer())) {
            assertThatThrownBy(() -> admin.describeTopics(Set.of("never-made"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-made", "k", "v"))
                            .get())
                    .hasMessageContaining("never-made");
            assertThat(admin.listTopics().names().get()).doesNotContain("never-made");
        }
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static String firstValue(EmbeddedBroker broker, String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
        }
    }
}

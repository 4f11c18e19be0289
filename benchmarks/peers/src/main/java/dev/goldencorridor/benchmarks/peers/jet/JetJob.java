package dev.goldencorridor.benchmarks.peers.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.kafka.KafkaSinks;
import com.hazelcast.jet.kafka.KafkaSources;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.StreamSource;
import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Jet job in a cluster of one member, this process, from the input topic to the output topic, exactly once. */
final class JetJob {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int TRANSACTION_TIMEOUT_MILLIS = 120_000;

    private final Assignment assignment;

    JetJob(Assignment assignment) {
        this.assignment = assignment;
    }

    /** The trips, marks among them. */
    StreamSource<Trip> trips() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrapServers());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return KafkaSources.kafka(
                properties,
                (ConsumerRecord<byte[], byte[]> record) -> Trip.fromBytes(record.value()),
                assignment.input());
    }

    Sink<KeyedAnswer> answers() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, assignment.bootstrapServers());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Integer.toString(TRANSACTION_TIMEOUT_MILLIS));
        String output = assignment.output();
        return KafkaSinks.<KeyedAnswer>kafka(properties)
                .toRecordFn(answer -> new ProducerRecord<>(
                        output, answer.keyBytes(), answer.answer().toBytes()))
                .exactlyOnce(true)
                .build();
    }

    /** Starts the job; it fails with the job. */
    void run(Pipeline pipeline) {
        Config config = new Config().setClusterName(assignment.id());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(Assignment.THREADS);
        NetworkConfig network = config.getNetworkConfig();
        network.setPublicAddress(LOOPBACK).getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = network.getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(LOOPBACK);
        pipeline.setPreserveOrder(true);
        Hazelcast.newHazelcastInstance(config)
                .getJet()
                .newJob(
                        pipeline,
                        new JobConfig()
                                .setName(assignment.id())
                                .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                                .setSnapshotIntervalMillis(Assignment.INTERVAL_MILLIS))
                .join();
    }
}

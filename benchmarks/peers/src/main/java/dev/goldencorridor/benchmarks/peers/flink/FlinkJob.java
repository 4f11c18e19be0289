package dev.goldencorridor.benchmarks.peers.flink;

import dev.goldencorridor.benchmarks.peers.Assignment;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job in this process, from the input topic to the output topic, exactly once. */
final class FlinkJob {
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);
    private static final int TRANSACTION_TIMEOUT_MILLIS = 120_000;

    private final Assignment assignment;
    private final StreamExecutionEnvironment environment;

    /**
     * One that goes on with its last checkpoint if it has one.
     *
     * @param stateBackend {@code hashmap} or {@code rocksdb}
     */
    FlinkJob(Assignment assignment, String stateBackend) throws IOException {
        this.assignment = assignment;
        Path checkpoints = assignment.directory().resolve("checkpoints").toAbsolutePath();
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, Assignment.THREADS);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        configuration.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        // What the hashmap backend cannot do and does not mind.
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(Assignment.INTERVAL_MILLIS));
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        last(checkpoints)
                .ifPresent(checkpoint -> configuration.set(
                        StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString()));
        environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(Assignment.THREADS);
        // Trips and answers are immutable: no need to copy them from operator to operator.
        environment.getConfig().enableObjectReuse();
    }

    private static Optional<Path> last(Path checkpoints) throws IOException {
        if (!Files.exists(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(FlinkJob::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().replace("chk-", ""));
    }

    /** The trips by dimension; the marks have gone into watermarks. */
    KeyedStream<Trip, Integer> trips() {
        KafkaSource<Trip> source = KafkaSource.<Trip>builder()
                .setBootstrapServers(assignment.bootstrapServers())
                .setGroupId(assignment.id())
                .setTopics(assignment.input())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new TripSchema())
                .build();
        return environment
                .fromSource(
                        source,
                        WatermarkStrategy.<Trip>forBoundedOutOfOrderness(Duration.ofMillis(Trip.DISORDER_MILLIS))
                                .withTimestampAssigner((trip, timestamp) -> trip.timestamp()),
                        "trips")
                .uid("trips")
                .filter(trip -> !trip.isMark())
                .uid("no-marks")
                .keyBy(Trip::dimension);
    }

    /** Writes the answers and starts the job. */
    void run(DataStream<KeyedAnswer> answers) throws Exception {
        answers.sinkTo(KafkaSink.<KeyedAnswer>builder()
                        .setBootstrapServers(assignment.bootstrapServers())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(assignment.id())
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setProperty("transaction.timeout.ms", Integer.toString(TRANSACTION_TIMEOUT_MILLIS))
                        .setRecordSerializer(AnswerSchema.to(assignment.output()))
                        .build())
                .uid("answers");
        environment.execute(assignment.id());
    }
}

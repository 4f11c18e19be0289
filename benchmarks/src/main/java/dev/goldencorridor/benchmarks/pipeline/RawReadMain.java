package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.AllRecords;
import dev.goldencorridor.benchmarks.harness.Usage;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Main class of the child process that only fetches and decodes the input, which is the upper bound of any pipeline.
 * Arguments: brokers, registry, threads, topics. It prints the number of events, the time from the first to the last,
 * and the CPU time.
 */
public final class RawReadMain {
    private RawReadMain() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        int threads = Integer.parseInt(args[2]);
        List<TopicPartition> partitions =
                AllRecords.partitions(args[0], List.of(args).subList(3, args.length));
        Settings settings = Settings.of(
                CommonSettings.definition(),
                Map.of(
                        CommonSettings.BOOTSTRAP_SERVERS_CONFIG, args[0],
                        CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, args[1]));
        long processorBefore = processorNanos();
        LongAccumulator first = new LongAccumulator(Math::min, Long.MAX_VALUE);
        AtomicLong events = new AtomicLong();
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try (Registry registry = Registry.connect(settings, Duration.ofSeconds(20))) {
            List<Future<?>> reads = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                List<TopicPartition> share = share(partitions, thread, threads);
                reads.add(readers.submit(() -> events.addAndGet(read(args[0], registry, share, first))));
            }
            for (Future<?> read : reads) {
                read.get();
            }
        } finally {
            readers.shutdown();
        }
        System.out.println("read " + events + " " + (System.nanoTime() - first.get()) + " "
                + (processorNanos() - processorBefore));
        Usage.now().print();
    }

    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** Assigns partitions to threads as the processor assigns tasks. */
    private static List<TopicPartition> share(List<TopicPartition> partitions, int thread, int threads) {
        return IntStream.range(0, partitions.size())
                .mapToObj(partitions::get)
                .filter(partition -> partition.partition() % threads == thread)
                .toList();
    }

    private static long read(
            String bootstrapServers, Registry registry, List<TopicPartition> share, LongAccumulator first) {
        WireDeserializer<TrainMovement> decoder = new WireDeserializer<>(registry, TrainMovement.getClassSchema());
        long[] events = {0};
        AllRecords.read(bootstrapServers, share, record -> {
            if (events[0] == 0) {
                first.accumulate(System.nanoTime());
            }
            TrainMovement movement = decoder.deserialize(record.topic(), record.value());
            // Use the value, so that the compiler does not remove the decoding.
            if (movement.getOccurredAt() != null) {
                events[0]++;
            }
        });
        return events[0];
    }
}

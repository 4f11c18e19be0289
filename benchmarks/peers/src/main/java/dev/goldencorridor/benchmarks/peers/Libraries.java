package dev.goldencorridor.benchmarks.peers;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a child process finds on its class path. Flink and Kafka each have a RocksDB with the same class names. */
enum Libraries {
    /** The project's Kafka clients, Kafka Streams, the broker, Jet. */
    KAFKA("frocksdbjni-.*") {
        @Override
        Stream<String> instead() {
            return Stream.empty();
        }
    },
    /** The Kafka client that Flink's connector is made for: it reaches into the client's inside. */
    FLINK("(rocksdbjni|kafka-clients)-.*") {
        @Override
        Stream<String> instead() {
            return Stream.of(System.getProperty("peers.flink.client"));
        }
    };

    /** What the names of libraries that it must not see are like. */
    private final String without;

    Libraries(String without) {
        this.without = without;
    }

    abstract Stream<String> instead();

    String classPath() {
        return Stream.concat(
                        instead(),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(this::has))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private boolean has(String entry) {
        return !Path.of(entry).getFileName().toString().matches(without);
    }
}

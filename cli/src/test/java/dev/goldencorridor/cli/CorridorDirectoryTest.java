package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorridorDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void twoStacksCannotShareADirectory() {
        try (CorridorDirectory held = CorridorDirectory.take(directory)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> CorridorDirectory.take(directory))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("another stack runs in " + directory);
        }
    }

    @Test
    void aDirectoryIsFreeAgainWhenItsStackHasStopped() {
        CorridorDirectory.take(directory).close();

        CorridorDirectory.take(directory).close();
    }

    @Test
    void aForeignDirectoryIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> CorridorDirectory.take(directory))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not a corridor directory");
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
    }

    @Test
    void clearingDeletesWhatAStackMadeAndNothingElse() throws IOException {
        try (CorridorDirectory held = CorridorDirectory.take(directory)) {
            Files.createDirectories(held.broker().resolve("ops.trips-0"));
            Files.writeString(held.broker().resolve("ops.trips-0").resolve("00.log"), "records");
            Files.writeString(directory.resolve("notes.txt"), "the user's");

            held.clear();

            assertThat(held.broker()).doesNotExist();
            assertThat(directory.resolve("notes.txt")).exists();
        }
    }

    @Test
    void endpointsArePublishedOnlyWhileTheStackIsReady() throws IOException {
        try (CorridorDirectory held = CorridorDirectory.take(directory)) {
            held.writeEndpoints(Map.of("bootstrap.servers", "127.0.0.1:9092"));

            Properties stored = new Properties();
            try (Reader in = Files.newBufferedReader(directory.resolve("endpoints.properties"))) {
                stored.load(in);
            }
            assertThat(stored).containsExactly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));

            held.deleteEndpoints();
            assertThat(CorridorDirectory.hasEndpoints(directory)).isFalse();
        }
    }

    @Test
    void endpointsOfAKilledStackAreDeleted() {
        try (CorridorDirectory killed = CorridorDirectory.take(directory)) {
            killed.writeEndpoints(Map.of("bootstrap.servers", "127.0.0.1:1"));
        }

        try (CorridorDirectory next = CorridorDirectory.take(directory)) {
            assertThat(next).isNotNull();
            assertThat(CorridorDirectory.hasEndpoints(directory)).isFalse();
        }
    }
}

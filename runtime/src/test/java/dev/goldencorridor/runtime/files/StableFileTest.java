package dev.goldencorridor.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableFileTest {
    @TempDir
    private Path directory;

    private Path path;
    private StableFile file;

    @BeforeEach
    void start() throws IOException {
        path = directory.resolve("file.csv");
        write("first\n");
        file = new StableFile(path);
        assertThat(text(file.readAtStart())).isEqualTo("first\n");
    }

    @Test
    void aChangeTakesEffectAfterTwoReadsAlsoWithTheSameModificationTime() throws IOException {
        assertThat(file.changed()).isEmpty();
        write("second\n");
        assertThat(file.changed()).isEmpty();
        assertThat(file.changed()).hasValueSatisfying(bytes -> {
            assertThat(text(bytes)).isEqualTo("second\n");
            file.accept(bytes);
        });
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void contentThatChangesBetweenTwoReadsHasNoEffect() throws IOException {
        write("second\n");
        assertThat(file.changed()).isEmpty();
        write("second\nthird\n");
        assertThat(file.changed()).isEmpty();
        write("first\n");
        assertThat(file.changed()).as("as it was").isEmpty();
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void contentThatWasNotAcceptedIsReturnedAgain() throws IOException {
        write("second\n");
        assertThat(file.changed()).isEmpty();
        assertThat(file.changed()).isPresent();
        assertThat(file.changed()).isPresent();
    }

    @Test
    void anIncompleteLastLineTakesEffectAfterFiveReads() throws IOException {
        write("second\nthi");
        for (int read = 1; read < 5; read++) {
            assertThat(file.changed()).isEmpty();
        }
        write("second\nthird");
        for (int read = 1; read < 5; read++) {
            assertThat(file.changed()).isEmpty();
        }
        assertThat(file.changed())
                .hasValueSatisfying(bytes -> assertThat(text(bytes)).isEqualTo("second\nthird"));
    }

    @Test
    void afterAFailedReadTwoMoreReadsAreRequired() throws IOException {
        write("second\n");
        assertThat(file.changed()).isEmpty();
        Files.delete(path);
        assertThatThrownBy(file::changed).isInstanceOf(SettingsException.class).hasMessageContaining(path.toString());
        write("second\n");
        assertThat(file.changed()).isEmpty();
        assertThat(file.changed()).isPresent();
    }

    @Test
    void readingAtStartAcceptsALastLineWithoutLineEnd() throws IOException {
        write("first\nsecond");
        assertThat(text(new StableFile(path).readAtStart())).isEqualTo("first\nsecond");
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is cut off or changed, the reader returns readings or faults, never an exception, in bounded time. */
class DigitrafficFuzzTest {
    private static final byte[] ALPHABET = "{}[]\",:\\\n 0-9eE.nulltrainfalse\u00c4".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"train.json", "history.json", "lines.ndjson", "envelope.json"})
    void everyTruncationIsRead(String name) throws IOException {
        byte[] whole = bytes(name);
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            for (int length = 0; length < whole.length; length += 7) {
                assertThat(count(Arrays.copyOf(whole, length))).isLessThan(100);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.json", "history.json", "lines.ndjson", "envelope.json"})
    void everyMutationIsRead(String name) throws IOException {
        byte[] whole = bytes(name);
        Random random = new Random(20241105);
        Assertions.assertTimeout(Duration.ofMinutes(2), () -> {
            for (int round = 0; round < 1_500; round++) {
                byte[] mutated = whole.clone();
                for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                    mutated[random.nextInt(mutated.length)] = random.nextInt(8) == 0
                            ? (byte) random.nextInt(256)
                            : ALPHABET[random.nextInt(ALPHABET.length)];
                }
                count(mutated);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"timeTableRows\":[", "{\"trains\":[", "\"", "{\"", "1", "-", "\\"})
    void endlessNestingAndTextAreFaults(String part) throws IOException {
        String endless = "[" + part.repeat((4 << 20) / part.length());
        assertThat(count(endless.getBytes(StandardCharsets.UTF_8))).isBetween(1, 2);
    }

    private static int count(byte[] document) throws IOException {
        int count = 0;
        try (MovementReader reader = MovementFormat.DIGITRAFFIC
                .opener(Settings.of(new ConfigDef(), Map.of()), StopSelection.ALL, ReadOptions.DEFAULT)
                .open(new MovementFormat.Source(
                        new ByteArrayInputStream(document),
                        "fuzz",
                        Optional.of("finland"),
                        Instant.parse("2024-03-05T11:20:30Z")))) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                count++;
            }
        }
        return count;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = DigitrafficFuzzTest.class.getResourceAsStream("digitraffic/" + name)) {
            return in.readAllBytes();
        }
    }
}

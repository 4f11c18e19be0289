package dev.goldencorridor.producer.format;

import dev.goldencorridor.producer.format.taf.TafSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** TAF TSI documents of the test resources. */
final class TafDocuments {
    private TafDocuments() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = TafDocuments.class.getResourceAsStream("taf/" + name)) {
            return in.readAllBytes();
        }
    }

    /** A document in UTF-8. */
    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** A document without its XML declaration. */
    static String element(String name) throws IOException {
        return text(name).replaceFirst("<\\?xml.*?\\?>", "").trim();
    }

    static List<Reading> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static List<Reading> read(byte[] bytes, Map<String, String> settings) throws IOException {
        MovementOpener opener = MovementFormat.TAF.opener(
                Settings.of(TafSettings.addTo(new ConfigDef()), settings), StopSelection.STOPPING, ReadOptions.DEFAULT);
        List<Reading> readings = new ArrayList<>();
        try (MovementReader reader = opener.open(new MovementFormat.Source(
                new ByteArrayInputStream(bytes), "feed", Optional.of("europe"), Instant.EPOCH))) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                readings.add(next.get());
            }
        }
        return readings;
    }

    /** The only movement of a text. */
    static TrainMovement movement(String text) throws IOException {
        List<Reading> readings = read(text);
        if (readings.size() == 1 && readings.get(0) instanceof Reading.Movement found) {
            return found.movement();
        }
        throw new AssertionError("not one movement: " + readings);
    }
}

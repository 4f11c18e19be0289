package dev.goldencorridor.producer.format;

import dev.goldencorridor.schemas.TrainMovement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads text of a format to its end, and sorts what the reader returned. */
final class Readings {
    private Readings() {}

    static List<Reading> read(MovementFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8), Optional.of("khorgos"));
    }

    static List<Reading> read(MovementFormat format, byte[] bytes, Optional<String> publisher) throws IOException {
        List<Reading> readings = new ArrayList<>();
        try (MovementReader reader = format.open(new ByteArrayInputStream(bytes), "feed", publisher)) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                readings.add(next.get());
            }
        }
        return readings;
    }

    static List<TrainMovement> movements(List<Reading> readings) {
        return readings.stream()
                .filter(Reading.Movement.class::isInstance)
                .map(reading -> ((Reading.Movement) reading).movement())
                .collect(Collectors.toList());
    }

    static List<UUID> ids(List<Reading> readings) {
        return movements(readings).stream().map(TrainMovement::getEventId).collect(Collectors.toList());
    }

    static List<String> faults(List<Reading> readings) {
        return readings.stream()
                .filter(Reading.Unreadable.class::isInstance)
                .map(reading -> reading.where() + ": " + ((Reading.Unreadable) reading).message())
                .collect(Collectors.toList());
    }
}

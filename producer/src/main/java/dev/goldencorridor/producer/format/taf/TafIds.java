package dev.goldencorridor.producer.format.taf;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Derives event ids: UUIDv5 of the parts that name an event. Fields that differ in repetitions, such as the creation
 * time and names, are no parts. The hashed text must never change: ids that are already published would no longer
 * match.
 */
final class TafIds {
    /** UUIDv5 of {@code https://goldencorridor.dev/taf-message} in the URL namespace; fixed for ever. */
    private static final UUID NAMESPACE = Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL)
            .generate("https://goldencorridor.dev/taf-message");

    private static final String SEPARATOR = "\u001f";

    private TafIds() {}

    /** The id of these parts: texts, instants, or null for an absent one. */
    static UUID of(Object... parts) {
        String text = Arrays.stream(parts).map(TafIds::text).collect(Collectors.joining(SEPARATOR));
        return Generators.nameBasedGenerator(NAMESPACE).generate(text);
    }

    private static String text(Object part) {
        if (part == null) {
            return "";
        }
        return part instanceof Instant instant ? Long.toString(instant.toEpochMilli()) : part.toString();
    }
}

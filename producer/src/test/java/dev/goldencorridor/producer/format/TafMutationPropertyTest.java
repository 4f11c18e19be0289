package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;

/** Whatever happens to a file, its reading ends in bounded time, with readings or faults. */
class TafMutationPropertyTest {
    private static final List<String> DOCUMENTS = List.of(
            "germany.xml",
            "version-2.1.xml",
            "great-britain.xml",
            "sweden.xml",
            "forecast.xml",
            "delay-cause.xml",
            "interruption.xml",
            "envelope.xml");
    private static final List<String> FRAGMENTS = List.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            ";",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?xml version='1.0'?>",
            "<!DOCTYPE a [",
            "]>",
            "{\"xml\":\"",
            "\\",
            "\0",
            "\u00ff",
            "&lt;",
            "<Message>",
            "</",
            "/>",
            "UTF-16",
            "\r\n",
            "9999999999");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Property(tries = 400)
    void mutatedDocumentsAreRead(@ForAll long seed, @ForAll @IntRange(max = 12) int mutations) throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        for (int i = 0; i <= random.nextInt(3); i++) {
            source.writeBytes(TafDocuments.bytes(DOCUMENTS.get(random.nextInt(DOCUMENTS.size()))));
        }
        byte[] bytes = source.toByteArray();
        for (int i = 0; i < mutations; i++) {
            bytes = mutated(bytes, random);
        }
        byte[] input = bytes;
        List<Reading> readings = Assertions.assertTimeoutPreemptively(LIMIT, () -> TafDocuments.read(input, Map.of()));
        assertThat(readings).doesNotContainNull();
        if (mutations == 0) {
            assertThat(readings).isNotEmpty();
        }
    }

    @Property(tries = 200)
    void truncatedDocumentsNeverLoseTheNextOne(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = TafDocuments.bytes(DOCUMENTS.get(random.nextInt(DOCUMENTS.size())));
        int length = random.nextInt(whole.length);
        // A document that follows the start of CDATA is probably its content.
        Assume.that(!new String(whole, 0, length, StandardCharsets.ISO_8859_1).endsWith("<![CDATA["));
        byte[] next = TafDocuments.bytes("germany.xml");
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        source.write(whole, 0, length);
        source.writeBytes(next);
        List<Reading> readings =
                Assertions.assertTimeoutPreemptively(LIMIT, () -> TafDocuments.read(source.toByteArray(), Map.of()));
        assertThat(Readings.ids(readings))
                .contains(Readings.ids(TafDocuments.read(next, Map.of())).get(0));
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(bytes.length + 1);
        int skipped = Math.min(bytes.length - at, random.nextInt(4) * random.nextInt(60));
        out.write(bytes, 0, at);
        switch (random.nextInt(4)) {
            case 0 ->
                out.writeBytes(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> out.write(bytes, at, skipped);
            default -> {
                // Only removes bytes.
            }
        }
        out.write(bytes, at + skipped, bytes.length - at - skipped);
        return out.toByteArray();
    }
}

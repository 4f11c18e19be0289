package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Makes a record from a text such as {@code facility=CNAKL;drop=1}. Each step changes a good departure: its fields, its
 * bytes, its key or its topic. The steps of fields come first.
 */
final class Recipe {
    private static final String NOTHING = "(null)";
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern REPEAT = Pattern.compile("repeat\\((.+),(\\d+)\\)");

    private final AdmissionBench bench;
    private final TrainMovement movement = BadInputMovements.good();
    private String publisher = "khorgos";
    private byte[] key = utf8(movement.getTrainRunId());
    private byte[] value;
    /** Whether a step has replaced or changed the encoded value. */
    private boolean isEncoded;

    /** Steps on the encoded value. */
    private final Map<String, BiFunction<byte[], String, byte[]>> byteSteps = Map.of(
            "hex", (bytes, text) -> HEX.parseHex(text),
            "text", (bytes, text) -> utf8(text),
            "size",
                    (bytes, text) -> ByteBuffer.allocate(Integer.parseInt(text))
                            .putInt(Math.min(1, Integer.parseInt(text) - 4), 987_654)
                            .array(),
            "drop", (bytes, text) -> Arrays.copyOf(bytes, bytes.length - Integer.parseInt(text)),
            "keep", (bytes, text) -> Arrays.copyOf(bytes, Integer.parseInt(text)),
            "cut", (bytes, text) -> Arrays.copyOfRange(bytes, Integer.parseInt(text), bytes.length),
            "append", (bytes, text) -> concat(bytes, HEX.parseHex(text)),
            "hexbody", (bytes, text) -> concat(Arrays.copyOf(bytes, AdmissionBench.HEADER_BYTES), HEX.parseHex(text)),
            "reverse-id",
                    (bytes, text) -> ByteBuffer.wrap(bytes.clone())
                            .putInt(
                                    1,
                                    Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(1)))
                            .array());

    /** @param text steps, separated by semicolons; a hyphen for the good departure */
    Recipe(AdmissionBench bench, String text) {
        this.bench = bench;
        for (String step : text.equals("-") ? new String[0] : text.split(";")) {
            int equals = step.indexOf('=');
            apply(step.substring(0, equals), unescaped(step.substring(equals + 1)));
        }
    }

    String publisher() {
        return publisher;
    }

    /** Null if the record has none. */
    byte[] key() {
        return key;
    }

    /** Null if the record has none. */
    byte[] value() {
        return isEncoded ? value : bench.encode(movement);
    }

    private void apply(String name, String text) {
        if (name.equals("topic")) {
            publisher = text;
        } else if (name.equals("key")) {
            key = text.equals(NOTHING) ? null : utf8(text);
        } else if (name.equals("keyhex")) {
            key = HEX.parseHex(text);
        } else if (name.equals("value")) {
            encoded(null);
        } else if (name.equals("writer")) {
            encoded(bench.encodeBy(text, movement));
        } else if (name.equals("id")) {
            int id = text.matches("-?\\d+") ? Integer.parseInt(text) : bench.foreign.id(text);
            encoded(ByteBuffer.wrap(value().clone()).putInt(1, id).array());
        } else if (name.startsWith("byte@")) {
            byte[] bytes = value().clone();
            bytes[Integer.parseInt(name.substring("byte@".length()))] = HEX.parseHex(text)[0];
            encoded(bytes);
        } else if (name.startsWith("find:")) {
            encoded(overwritten(value().clone(), name.substring("find:".length()), HEX.parseHex(text)));
        } else if (byteSteps.containsKey(name)) {
            encoded(byteSteps.get(name).apply(value(), text));
        } else {
            applyToField(name, text);
        }
    }

    private void encoded(byte[] bytes) {
        isEncoded = true;
        value = bytes;
    }

    private void applyToField(String name, String text) {
        Consist consist = BadInputMovements.consistOf(movement);
        if (name.equals("commodity")) {
            String[] parts = text.split(":", -1);
            consist.getCommodities()
                    .add(new Commodity(parts[0], Double.parseDouble(parts[1]), parts[2].isEmpty() ? null : parts[2]));
        } else if (name.equals("commodities")) {
            List<Commodity> many = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(text); i++) {
                many.add(new Commodity("1001", 1.0, "A"));
            }
            consist.put("commodities", many);
        } else if (name.startsWith("consist.")) {
            BadInputMovements.put(consist, name.substring("consist.".length()), text);
        } else if (name.equals("detail")) {
            movement.put("detail", BadInputMovements.emptyDetail(text));
        } else if (name.startsWith("detail.")) {
            BadInputMovements.put((SpecificRecordBase) movement.getDetail(), name.substring("detail.".length()), text);
        } else if (name.startsWith("millis:")) {
            BadInputMovements.put(
                    movement,
                    name.substring("millis:".length()),
                    Instant.ofEpochMilli(Long.parseLong(text)).toString());
        } else {
            BadInputMovements.put(movement, name, text);
        }
    }

    private static byte[] overwritten(byte[] bytes, String text, byte[] by) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        System.arraycopy(by, 0, bytes, at, by.length);
        return bytes;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** Understands Java's escapes, and {@code repeat(x,300)}. */
    private static String unescaped(String escaped) {
        String text =
                REPEAT.matcher(escaped).replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\u", i)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (text.startsWith("\\n", i)) {
                plain.append('\n');
                i++;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

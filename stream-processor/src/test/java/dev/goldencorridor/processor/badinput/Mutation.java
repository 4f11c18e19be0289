package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes a valid record where its structure is weak: fields, texts and their lengths, schema id, single bytes. */
final class Mutation {
    /** Lengths and counts that decoders get wrong, as Avro writes them. */
    private static final byte[][] NUMBERS = {
        {0},
        {1},
        {2},
        {0x7F},
        {(byte) 0x80, 0},
        {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
        {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
        {(byte) 0x80, (byte) 0x80, 0x40},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x01},
    };

    private final Random random;
    private final AdmissionBench bench;

    Mutation(Random random, AdmissionBench bench) {
        this.random = random;
        this.bench = bench;
    }

    /** A movement with one bad field, and the reason with which it must be rejected. */
    record BadField(TrainMovement movement, String reason) {}

    /** Spoils one field. Returns the movement itself, changed. */
    BadField badField(TrainMovement movement) {
        switch (random.nextInt(14)) {
            case 0 -> movement.put("facility", one("CNAKL", "stanox:1", "KZALA"));
            case 1 -> movement.put("facility", one("cnhrs", "Khorgos", "CN HRS", "x:", ":x", "esr:1|2", "esr:a/b"));
            case 2 -> movement.put("facility", one("", " ", "\t", "CN\u0000RS", "\u2003"));
            case 3 -> movement.put("facility", "x".repeat(257 + random.nextInt(5_000)));
            case 4 -> movement.put("trainNumber", "9".repeat(257 + random.nextInt(1_000)));
            case 5 ->
                movement.put("occurredAt", AdmissionBench.RECEIVED.plusMillis(600_001 + random.nextLong(1L << 40)));
            case 6 -> movement.put("occurredAt", Instant.ofEpochMilli(-random.nextLong(1L << 50)));
            case 7 -> movement.put("createdAt", Instant.ofEpochMilli(random.nextLong(1_293_840_000_000L)));
            case 8 -> movement.put("createdAt", Instant.ofEpochMilli(Long.MAX_VALUE));
            case 9 -> movement.put("retracts", movement.getEventId());
            default -> {
                return badConsist(movement);
            }
        }
        return new BadField(movement, reasonOf(movement));
    }

    /** Restates the rules of the contract that the cases above break, in the order in which they are reported. */
    private static String reasonOf(TrainMovement movement) {
        if (movement.getEventId().equals(movement.getRetracts())) {
            return "SELF_RETRACTION";
        }
        if (movement.getTrainNumber().length() > 256) {
            return "FIELD_TOO_LONG";
        }
        String facility = movement.getFacility();
        if (facility.isBlank() || facility.chars().anyMatch(Character::isISOControl)) {
            return "BLANK_FIELD";
        }
        if (facility.length() > 256) {
            return "FIELD_TOO_LONG";
        }
        if (!facility.matches("[A-Z]{5}|[a-z]+:[0-9]+")) {
            return "NOT_A_CODE";
        }
        for (Instant time : List.of(movement.getOccurredAt(), movement.getCreatedAt())) {
            if (time.isBefore(Instant.parse("2011-01-01T00:00:00Z"))) {
                return "TOO_OLD";
            }
            if (time.isAfter(AdmissionBench.RECEIVED.plusSeconds(600))) {
                return "TOO_FAR_AHEAD";
            }
        }
        return "FACILITY_NOT_ALLOWED";
    }

    private BadField badConsist(TrainMovement movement) {
        Consist consist = new Consist(1, 1, 1, 1_000.0, new ArrayList<>());
        movement.put("detail", new Departure(null, null, null, null, null, consist));
        String reason = "IMPLAUSIBLE_CONSIST";
        switch (random.nextInt(7)) {
            case 0 -> consist.put("wagons", -1 - random.nextInt(Integer.MAX_VALUE));
            case 1 -> consist.put("grossTonnes", random.nextBoolean() ? Double.NaN : Double.NEGATIVE_INFINITY);
            case 2 -> consist.put("grossTonnes", 1e6 * (1.000001 + random.nextDouble()));
            case 3 -> consist.getCommodities().add(new Commodity("10", 1_000.001 + random.nextInt(1_000), null));
            case 4 -> {
                for (int i = 0; i <= 500; i++) {
                    consist.getCommodities().add(new Commodity("10", 1.0, null));
                }
            }
            case 5 -> {
                consist.getCommodities().add(new Commodity(one("1", "abc", "10.01", "123", "12345678901"), 1.0, null));
                reason = "NOT_A_CODE";
            }
            default -> {
                consist.getCommodities().add(new Commodity("10", 1.0, "x".repeat(257 + random.nextInt(9_000))));
                reason = "FIELD_TOO_LONG";
            }
        }
        return new BadField(movement, reason);
    }

    /** Changes bytes: one to three times, each in one of several ways. */
    byte[] bytes(byte[] value) {
        byte[] changed = value;
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] value) {
        int at = value.length == 0 ? 0 : random.nextInt(value.length);
        return switch (random.nextInt(9)) {
            case 0 -> spliced(value, at, 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> spliced(value, at, random.nextInt(9), new byte[0]);
            case 2 -> spliced(value, at, 0, randomBytes(1 + random.nextInt(20)));
            case 3 -> Arrays.copyOf(value, at);
            case 4 -> spliced(value, value.length, 0, randomBytes(1 + random.nextInt(40)));
            case 5 -> spliced(value, at, 1, NUMBERS[random.nextInt(NUMBERS.length)]);
            case 6 -> spliced(value, lengthOfAText(value), 1, NUMBERS[random.nextInt(NUMBERS.length)]);
            case 7 -> spliced(value, at, 0, Arrays.copyOfRange(value, at, Math.min(value.length, at + 30)));
            default -> withId(value);
        };
    }

    /** The bytes under another schema's id, known or not. */
    private byte[] withId(byte[] value) {
        if (value.length < AdmissionBench.HEADER_BYTES) {
            return value;
        }
        List<String> names = bench.foreign.names();
        int id = random.nextInt(4) == 0 ? random.nextInt() : bench.foreign.id(names.get(random.nextInt(names.size())));
        return ByteBuffer.wrap(value.clone()).putInt(1, id).array();
    }

    /** The position before a text of every movement, where its length is. */
    private int lengthOfAText(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(one("2026-11-28", "CNHRS", "X"));
        return Math.max(0, Math.min(value.length - 1, at - 1));
    }

    private static byte[] spliced(byte[] value, int at, int removed, byte[] inserted) {
        int from = Math.min(at, value.length);
        int rest = Math.min(value.length, from + removed);
        return ByteBuffer.allocate(from + inserted.length + value.length - rest)
                .put(value, 0, from)
                .put(inserted)
                .put(value, rest, value.length - rest)
                .array();
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}

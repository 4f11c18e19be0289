package dev.goldencorridor.operationscentre.feed;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The state of a viewer that applies batches, and its digest, computed as the guide describes it. */
public final class MirroredState {
    private static final long PRIME = 16_777_619;
    private static final long MODULUS = 4_294_967_296L;

    private final Map<String, String> values = new HashMap<>();

    public void clear() {
        values.clear();
    }

    public void set(String topic, String key, String text) {
        values.put(topic + "\n" + key, text);
    }

    public void delete(String topic, String key) {
        values.remove(topic + "\n" + key);
    }

    public void apply(Batch batch) {
        if (batch.isFull()) {
            clear();
        }
        for (Change change : batch.changes()) {
            if (change.isDeletion()) {
                delete(change.topic(), change.key());
            } else {
                set(change.topic(), change.key(), change.text());
            }
        }
    }

    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    public String digest() {
        return sum(0x811c9dc5L) + sum(0xcbf29ce4L);
    }

    private String sum(long basis) {
        long sum = 0;
        for (Map.Entry<String, String> value : values.entrySet()) {
            sum = (sum + hash(value.getKey() + "\n" + value.getValue(), basis)) % MODULUS;
        }
        return String.format("%08x", sum);
    }

    private static long hash(String text, long basis) {
        long hash = basis;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ Byte.toUnsignedLong(next)) * PRIME % MODULUS;
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MirroredState state && values.equals(state.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values);
    }
}

package dev.goldencorridor.schemas.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map with a maximum size. It evicts the least recently used entry. Not thread-safe. */
final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private final int max;

    LruMap(int max) {
        super(16, 0.75f, true);
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}

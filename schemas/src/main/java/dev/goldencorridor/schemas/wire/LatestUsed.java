package dev.goldencorridor.schemas.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds the entries that were used last. For one thread at a time. */
final class LatestUsed<K, V> extends LinkedHashMap<K, V> {
    private final int max;

    LatestUsed(int max) {
        super(16, 0.75f, true);
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}

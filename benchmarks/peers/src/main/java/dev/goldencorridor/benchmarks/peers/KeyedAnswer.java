package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.processor.windows.Window;
import java.nio.charset.StandardCharsets;

/**
 * An output record.
 *
 * @param key dimension and window, e.g. {@code D07/PT24H}
 */
public record KeyedAnswer(String key, Answer answer) {
    public static KeyedAnswer of(int dimension, Window window, Answer answer) {
        return new KeyedAnswer(key(dimension, window), answer);
    }

    static String key(int dimension, Window window) {
        return dimensionKey(dimension) + "/" + window.name();
    }

    /** A dimension's own key, e.g. {@code D07}. */
    public static String dimensionKey(int dimension) {
        return dimension < 10 ? "D0" + dimension : "D" + dimension;
    }

    public byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}

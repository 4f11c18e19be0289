package dev.goldencorridor.processor.aggregation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values that were last emitted under the windows of one dimension in one topic. They change together, so they are
 * one entry of the store. Immutable.
 */
final class EmittedWindows {
    static final EmittedWindows NONE = new EmittedWindows(Map.of());

    private static final byte VERSION = 1;

    private final Map<String, EmittedValue> byWindow;

    private EmittedWindows(Map<String, EmittedValue> byWindow) {
        this.byWindow = byWindow;
    }

    static EmittedWindows fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "emitted windows have version " + version + ", which a later release wrote");
        }
        Map<String, EmittedValue> byWindow = new LinkedHashMap<>();
        while (buffer.hasRemaining()) {
            byte[] name = new byte[buffer.getShort()];
            buffer.get(name);
            byWindow.put(new String(name, StandardCharsets.US_ASCII), EmittedValue.from(buffer));
        }
        return new EmittedWindows(byWindow);
    }

    byte[] toBytes() {
        int length = Byte.BYTES
                + byWindow.keySet().stream()
                        .mapToInt(window -> Short.BYTES + window.length() + EmittedValue.BYTES)
                        .sum();
        ByteBuffer buffer = ByteBuffer.allocate(length).put(VERSION);
        byWindow.forEach((window, emitted) -> {
            byte[] name = window.getBytes(StandardCharsets.US_ASCII);
            buffer.putShort((short) name.length).put(name);
            emitted.to(buffer);
        });
        return buffer.array();
    }

    /** The names of the windows under which a value was emitted. */
    Set<String> names() {
        return byWindow.keySet();
    }

    /** Null if no value was emitted under the window. */
    EmittedValue of(String window) {
        return byWindow.get(window);
    }

    EmittedWindows with(String window, EmittedValue emitted) {
        Map<String, EmittedValue> changed = new LinkedHashMap<>(byWindow);
        changed.put(window, emitted);
        return new EmittedWindows(changed);
    }

    EmittedWindows without(String window) {
        Map<String, EmittedValue> changed = new LinkedHashMap<>(byWindow);
        changed.remove(window);
        return new EmittedWindows(changed);
    }

    EmittedWindows withUnknownContent() {
        Map<String, EmittedValue> unknown = new LinkedHashMap<>(byWindow);
        unknown.replaceAll((window, emitted) -> emitted.withUnknownContent());
        return new EmittedWindows(unknown);
    }

    boolean isEmpty() {
        return byWindow.isEmpty();
    }
}

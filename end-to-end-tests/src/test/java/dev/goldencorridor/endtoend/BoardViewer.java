package dev.goldencorridor.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open stream of a board. It keeps the values as the page does, and when each of them came. Thread-safe. */
final class BoardViewer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardViewer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";

    private final Stream<String> lines;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Long> arrivals = new HashMap<>();
    private String event = "";
    private JsonNode beat = JSON.createObjectNode();

    BoardViewer(HttpClient http, URI stream) {
        this.lines = http.sendAsync(HttpRequest.newBuilder(stream).build(), HttpResponse.BodyHandlers.ofLines())
                .join()
                .body();
        new Thread(this::read, "viewer").start();
    }

    private void read() {
        try {
            lines.forEach(this::accept);
        } catch (UncheckedIOException e) {
            LOG.debug("The stream has ended", e);
        }
    }

    private synchronized void accept(String line) {
        if (line.startsWith(EVENT)) {
            event = line.substring(EVENT.length());
        } else if (line.startsWith(DATA)) {
            try {
                accept(JSON.readTree(line.substring(DATA.length())));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("the stream has no JSON", e);
            }
        }
    }

    private void accept(JsonNode data) {
        if (event.equals("beat")) {
            beat = data;
        } else if (event.equals("batch")) {
            if (data.get("full").booleanValue()) {
                values.clear();
            }
            long now = System.nanoTime();
            for (JsonNode value : data.get("set")) {
                String name = name(value.get(0).textValue(), value.get(1).textValue());
                values.put(name, value.get(2).textValue());
                arrivals.put(name, now);
            }
            data.get("delete")
                    .forEach(value -> values.remove(
                            name(value.get(0).textValue(), value.get(1).textValue())));
        }
    }

    private static String name(String topic, String key) {
        return topic + "\n" + key;
    }

    /** The values by topic, line feed and key. */
    synchronized Map<String, String> values() {
        return Map.copyOf(values);
    }

    synchronized boolean has(String topic, String key) {
        return values.containsKey(name(topic, key));
    }

    /** When the value of a key came, as {@link System#nanoTime} has it. */
    synchronized long arrival(String topic, String key) {
        return arrivals.get(name(topic, key));
    }

    /** The connection between server and brokers, by the last beat. */
    synchronized String consumer() {
        return beat.path("consumer").asText();
    }

    /** The digest in the last beat. */
    synchronized String confirmedDigest() {
        return beat.path("digest").asText();
    }

    /** The digest of some values, computed as the guide of the board describes it. */
    static String digest(Map<String, String> values) {
        return sum(values, 0x811c9dc5) + sum(values, 0xcbf29ce4);
    }

    private static String sum(Map<String, String> values, int basis) {
        int sum = 0;
        for (Map.Entry<String, String> value : values.entrySet()) {
            int hash = basis;
            for (byte next : (value.getKey() + "\n" + value.getValue()).getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ Byte.toUnsignedInt(next)) * 16_777_619;
            }
            sum += hash;
        }
        return String.format("%08x", sum);
    }

    @Override
    public void close() {
        lines.close();
    }
}

package dev.goldencorridor.operationscentre.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.operationscentre.feed.MirroredState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads server-sent events, as a browser does. Closing it cuts the connection. */
final class StreamReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader lines;

    StreamReader(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** An event; its id is empty if it has none. */
    record Event(String name, String id, JsonNode data) {
        /** Applies a batch to the state of a viewer. */
        void applyTo(MirroredState state) {
            if (data.get("full").booleanValue()) {
                state.clear();
            }
            data.get("set")
                    .forEach(value -> state.set(
                            value.get(0).textValue(),
                            value.get(1).textValue(),
                            value.get(2).textValue()));
            data.get("delete")
                    .forEach(value ->
                            state.delete(value.get(0).textValue(), value.get(1).textValue()));
        }
    }

    Event next() throws IOException {
        String name = "";
        String id = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty()) {
                return new Event(name, id, JSON.readTree(data));
            }
        }
        throw new IOException("the stream has ended");
    }

    /** Skips events until one with this name. */
    Event next(String name) throws IOException {
        Event event = next();
        while (!event.name().equals(name)) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

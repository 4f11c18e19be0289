package dev.goldencorridor.operationscentre.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A connection to one tab of Chromium, by the DevTools protocol. For one thread. */
final class DevTools {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WAIT_SECONDS = 60;

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;

    /** @param onEvent receives the name and the parameters of each event, on a thread of the connection */
    DevTools(URI address, BiConsumer<String, JsonNode> onEvent) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages(onEvent))
                .join();
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /** Calls a method and waits for its result. */
    JsonNode call(String method, ObjectNode parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode received = answer.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
            if (received.has("error")) {
                throw new AssertionError(method + " failed: " + received.get("error"));
            }
            return received.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + method, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium does not answer to " + method, e);
        }
    }

    JsonNode call(String method) {
        return call(method, parameters());
    }

    private final class Messages implements WebSocket.Listener {
        private final BiConsumer<String, JsonNode> onEvent;
        private final StringBuilder text = new StringBuilder();

        Messages(BiConsumer<String, JsonNode> onEvent) {
            this.onEvent = onEvent;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                if (node.has("id")) {
                    answers.remove(node.get("id").asInt()).complete(node);
                } else {
                    onEvent.accept(node.path("method").asText(), node.path("params"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Chromium sent no JSON", e);
            }
        }
    }
}

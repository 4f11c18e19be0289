package dev.goldencorridor.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver of events whose replies a test chooses. */
final class FakeWebhook implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param retryAfter the value of the header {@code Retry-After}; null if it is absent */
    record Reply(int status, String retryAfter) {
        static final Reply TAKEN = new Reply(204, null);
    }

    /** A request as received. */
    record Received(Instant at, String contentType, JsonNode event, int status) {
        String train() {
            return event.at("/data/trainNumber").asText() + " "
                    + event.at("/data/revision").asLong();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Function<JsonNode, Reply> replies = event -> Reply.TAKEN;

    FakeWebhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/hook", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void reply(Function<JsonNode, Reply> how) {
        replies = how;
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    /** Train and revision of each accepted event, in the order of receipt. */
    List<String> taken() {
        return received.stream()
                .filter(one -> one.status() < 300)
                .map(Received::train)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Reply reply = replies.apply(event);
            received.add(new Received(
                    Instant.now(), exchange.getRequestHeaders().getFirst("Content-Type"), event, reply.status()));
            if (reply.retryAfter() != null) {
                exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
            }
            exchange.sendResponseHeaders(reply.status(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}

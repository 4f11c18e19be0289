package dev.goldencorridor.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A second address of a registry, which a test closes and opens. Behind a closed gate the registry is unreachable, and
 * nothing listens at its address. A process of its own would take longer to start.
 */
final class RegistryGate implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI registry;
    private final int port;
    private HttpServer server;

    /** The gate is open. */
    RegistryGate(String registryUrl) {
        this.registry = URI.create(registryUrl);
        this.server = serve(0);
        this.port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port + registry.getPath();
    }

    void open() {
        server = serve(port);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer serve(int atPort) {
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 0);
            opened.createContext("/", this::pass);
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("the gate of the registry cannot be opened", e);
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest request = HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            answer.headers().firstValue("Content-Type").orElse("application/json"));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.goldencorridor.faultbench.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** An HTTP server that accepts each event of the alert bridge. Events are in the order of arrival. Thread-safe. */
public final class WebhookReceiver implements AutoCloseable {
    private static final String PATH = "/alerts";
    private static final int ACCEPTED = 204;
    private static final int NO_BODY = -1;

    private final HttpServer server;
    private final ObjectMapper json = new ObjectMapper();
    private final List<WebhookEvent> events = new ArrayList<>();

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    /** Listens on a free port of an address of this machine. */
    public static WebhookReceiver start(String address) throws IOException {
        WebhookReceiver receiver = new WebhookReceiver(HttpServer.create(new InetSocketAddress(address, 0), 0));
        receiver.server.createContext(PATH, receiver::receive);
        receiver.server.start();
        return receiver;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            add(json.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(ACCEPTED, NO_BODY);
        }
    }

    private synchronized void add(JsonNode event) {
        JsonNode alert = event.path("data");
        events.add(new WebhookEvent(
                event.path("id").asText(),
                event.path("source").asText().substring(1),
                event.path("subject").asText(),
                alert.path("revision").asLong(),
                alert.path("state").asText().equals("RAISED"),
                System.nanoTime()));
    }

    /** The address for the setting {@code alerts.to}. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH;
    }

    /** All events so far, with repetitions. */
    public synchronized List<WebhookEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

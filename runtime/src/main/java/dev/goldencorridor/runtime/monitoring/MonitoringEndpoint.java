package dev.goldencorridor.runtime.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.health.HealthReport;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The HTTP endpoint of a process, on the JDK's server. It answers GET and HEAD on {@code /metrics}, {@code
 * /health/live}, {@code /health/ready} and {@code /info}. A probe that fails answers 503 with the reason.
 */
final class MonitoringEndpoint implements AutoCloseable {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private static final int PORT_STEP = 10;
    private static final int MAX_PORTS_TRIED = 20;
    /** A slow client occupies one of these threads; the others answer the probes. */
    private static final int MAX_ENDPOINT_THREADS = 4;

    private static final int MAX_WAITING_REQUESTS = 100;
    /** The JDK's server reads its time limits from these properties, in seconds, when its class is loaded. */
    private static final List<String> TIME_LIMITS =
            List.of("sun.net.httpserver.maxReqTime", "sun.net.httpserver.maxRspTime");

    private static final String MAX_EXCHANGE_SECONDS = "10";

    private final HttpServer server;
    private final ExecutorService threads;

    private MonitoringEndpoint(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** @throws SettingsException if no port can be bound; it names the setting to change */
    static MonitoringEndpoint start(
            MonitoredProcess process, Settings settings, Monitoring monitoring, ProcessInfo info) {
        for (String limit : TIME_LIMITS) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, MAX_EXCHANGE_SECONDS);
            }
        }
        HttpServer server = bind(process, settings);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MAX_ENDPOINT_THREADS,
                MAX_ENDPOINT_THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MAX_WAITING_REQUESTS),
                work -> {
                    Thread thread = new Thread(work, "monitoring");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, monitoring, info));
        server.start();
        return new MonitoringEndpoint(server, threads);
    }

    URI address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer bind(MonitoredProcess process, Settings settings) {
        String setting = settings.string(MonitoringSettings.PORT_CONFIG);
        boolean isAuto = setting.equals(MonitoringSettings.AUTO);
        int port = isAuto ? process.port() : Integer.parseInt(setting);
        int last = isAuto ? port + PORT_STEP * (MAX_PORTS_TRIED - 1) : port;
        InetAddress host = address(settings.string(MonitoringSettings.HOST_CONFIG));
        while (true) {
            try {
                return HttpServer.create(new InetSocketAddress(host, port), 0);
            } catch (BindException e) {
                port += PORT_STEP;
                if (port > last) {
                    throw inUse(host, isAuto, last, e);
                }
            } catch (IOException e) {
                throw inUse(host, isAuto, port, e);
            }
        }
    }

    private static SettingsException inUse(InetAddress host, boolean isAuto, int port, IOException cause) {
        return new SettingsException("cannot serve metrics and health at " + host.getHostAddress() + ":" + port
                + (isAuto ? " or at a port below" : "") + ": " + cause.getMessage() + ". Set "
                + MonitoringSettings.PORT_CONFIG + " to a free port, to auto, or to 0 for no endpoint; "
                + MonitoringSettings.HOST_CONFIG + " must be an address of this machine");
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new SettingsException(MonitoringSettings.HOST_CONFIG + ": no address is known for '" + host
                    + "'; set it to an address of this machine, e.g. 127.0.0.1");
        }
    }

    private static void answer(HttpExchange exchange, Monitoring monitoring, ProcessInfo info) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().add("Allow", "GET, HEAD");
                send(exchange, METHOD_NOT_ALLOWED, TEXT, "only GET is answered\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics(exchange, monitoring);
                case "/health/live" -> probe(exchange, monitoring.health()::live);
                case "/health/ready" -> probe(exchange, monitoring.health()::ready);
                case "/info" -> send(exchange, OK, JSON, info.toJson());
                default -> send(exchange, NOT_FOUND, TEXT, "/metrics, /health/live, /health/ready and /info\n");
            }
        }
    }

    private static void metrics(HttpExchange exchange, Monitoring monitoring) throws IOException {
        String accepted = exchange.getRequestHeaders().getFirst("Accept");
        String type = accepted != null && accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        monitoring.metrics().write(body, type);
        send(exchange, OK, type, body.toByteArray());
    }

    private static void probe(HttpExchange exchange, Supplier<HealthReport> probe) throws IOException {
        HealthReport report = probe.get();
        send(exchange, report.isUp() ? OK : UNAVAILABLE, JSON, report.toJson());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}

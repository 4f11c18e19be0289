package dev.goldencorridor.operationscentre.browser;

import dev.goldencorridor.operationscentre.api.AlarmManagementResource;
import dev.goldencorridor.operationscentre.api.AlertsResource;
import dev.goldencorridor.operationscentre.api.Api;
import dev.goldencorridor.operationscentre.api.DataHealthResource;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.api.Reply;
import dev.goldencorridor.operationscentre.api.Resource;
import dev.goldencorridor.operationscentre.api.RunsResource;
import dev.goldencorridor.operationscentre.api.WriteRequest;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.web.BoardServer;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A board whose values come from the test instead of topics. Its clock ticks as the pipeline's does. Thread-safe. */
final class BoardFixture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardFixture.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int MAX_VIEWERS = 10;

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final int port = freePort();
    private final Function<WriteRequest, String> acknowledge;
    private Board board;
    private BoardServer server;
    private boolean ticking = true;
    private String mode = "wall";
    private Duration behind = Duration.ZERO;

    /** @param acknowledge makes the JSON of an acknowledgement from a request */
    BoardFixture(Function<WriteRequest, String> acknowledge) {
        this.acknowledge = acknowledge;
        start();
        var unused = ticker.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Starts the server, with no values. */
    synchronized void start() {
        board = new Board(Long.toHexString(System.nanoTime()));
        board.status().live();
        try {
            server = BoardServer.start(
                    new BoardServer.Access("127.0.0.1", port, Set.of(), MAX_VIEWERS),
                    board,
                    PortCatalogue.builtIn(),
                    new Api(resources(board), this::change, true),
                    new EssentialThreads(Monitoring.unserved().health()),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("the board does not start", e);
        }
    }

    private static Map<String, Resource> resources(Board board) {
        Clock clock = Clock.systemUTC();
        return Map.of(
                "alerts", new AlertsResource(board, clock),
                "runs", new RunsResource(board),
                "alarm-management", new AlarmManagementResource(board, clock),
                "health-of-data", new DataHealthResource(board, PublisherCatalogue.builtIn(), clock));
    }

    synchronized void stop() {
        try {
            server.close();
        } catch (IllegalStateException e) {
            // On a busy machine Jetty needs longer than its limit. It ends by itself, and its port is closed already.
            LOG.debug("the board stops slowly", e);
        }
    }

    /** The address of a view, e.g. {@code overview?lang=en}. */
    String view(String view) {
        return "http://127.0.0.1:" + port + "/view/" + view;
    }

    /** How many streams are open. */
    synchronized int viewers() {
        return server.viewers();
    }

    synchronized Board board() {
        return board;
    }

    synchronized void put(String topic, String key, IndexedRecord value) {
        putText(topic, key, new String(AggregateJson.of(value), StandardCharsets.UTF_8));
    }

    private synchronized void putText(String topic, String key, String text) {
        board.state().accept(topic, key, text, Instant.now());
    }

    synchronized void delete(String topic, String key) {
        board.state().accept(topic, key, null, Instant.now());
    }

    /** Shows what was put. */
    synchronized void step() {
        board.step();
    }

    /** Whether the pipeline commits. */
    synchronized void ticking(boolean isTicking) {
        ticking = isTicking;
    }

    /** The mode of the pipeline's clock, and how far it is behind the time of day. */
    synchronized void clock(String newMode, Duration newBehind) {
        mode = newMode;
        behind = newBehind;
    }

    private synchronized void tick() {
        if (ticking) {
            put("ops.clock", "corridor", SampleCorridor.clock(Instant.now().minus(behind), mode));
            step();
        }
    }

    private Reply change(WriteRequest request) {
        if (!request.path().get(0).equals("alerts")) {
            throw new Problem(404, "Not found", "no such resource", "see the test");
        }
        if (request.method().equals("DELETE")) {
            delete("ops.acknowledgements", request.path().get(1));
        } else {
            putText("ops.acknowledgements", request.path().get(1), acknowledge.apply(request));
        }
        step();
        return Reply.of(201, "application/json", "{}");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        stop();
    }
}

package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.api.Api;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a board over HTTP/1.1. */
public final class BoardServer implements AutoCloseable {
    /** A viewer whose connection takes no byte for so long is disconnected. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration MAX_WRITE_TURN = Duration.ofMinutes(1);

    private static final int MAX_THREADS = 16;
    private static final int SEND_BUFFER_BYTES = 128 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Server server;
    private final ServerConnector connector;
    private final Viewers viewers;
    private final Thread thread;

    /**
     * Where and to whom to serve.
     *
     * @param host the address to listen at
     * @param port the port; 0 for a free one
     * @param names further names of this server, in lower case
     * @param maxViewers how many streams may be open
     */
    public record Access(String host, int port, Set<String> names, int maxViewers) {
        public Access {
            names = Set.copyOf(names);
        }
    }

    private BoardServer(
            Access access, Board board, PortCatalogue ports, Api api, EssentialThreads essential, InstantSource clock) {
        this.viewers = new Viewers(board, essential.health().heartbeat("board/viewers", MAX_WRITE_TURN), clock);
        this.thread = essential.create("board-viewers", viewers);
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("board-web");
        this.server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        // The id of a run may contain a slash.
        configuration.setUriCompliance(
                UriCompliance.DEFAULT.with("board", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(access.host());
        connector.setPort(access.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        PageFiles page = PageFiles.load();
        StreamEndpoint stream = new StreamEndpoint(
                board, viewers, access.maxViewers(), page.build(), api.canAcknowledge(), ports, clock);
        server.setHandler(new BoardHandler(new HostGuard(access.names()), page, stream, api));
        server.setStopTimeout(CLOSE_TIMEOUT.toMillis());
    }

    /**
     * Starts to serve.
     *
     * @param essential creates the thread that serves the streams
     * @throws IOException if the address cannot be used
     */
    public static BoardServer start(
            Access access, Board board, PortCatalogue ports, Api api, EssentialThreads essential, InstantSource clock)
            throws IOException {
        BoardServer started = new BoardServer(access, board, ports, api, essential, clock);
        started.connector.open();
        try {
            started.server.start();
        } catch (Exception e) {
            throw new IOException("the web server does not start: " + e, e);
        }
        started.thread.start();
        return started;
    }

    /** The port that the server listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many streams are open. */
    public int viewers() {
        return viewers.count();
    }

    @Override
    public void close() {
        viewers.close();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the web server does not stop: " + e, e);
        }
    }
}

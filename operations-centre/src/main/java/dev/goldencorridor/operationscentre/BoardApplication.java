package dev.goldencorridor.operationscentre;

import dev.goldencorridor.operationscentre.api.AcknowledgementResource;
import dev.goldencorridor.operationscentre.api.AggregatesResource;
import dev.goldencorridor.operationscentre.api.AlarmManagementResource;
import dev.goldencorridor.operationscentre.api.AlertsResource;
import dev.goldencorridor.operationscentre.api.Api;
import dev.goldencorridor.operationscentre.api.Authority;
import dev.goldencorridor.operationscentre.api.DataHealthResource;
import dev.goldencorridor.operationscentre.api.OpenApiResource;
import dev.goldencorridor.operationscentre.api.Resource;
import dev.goldencorridor.operationscentre.api.RunsResource;
import dev.goldencorridor.operationscentre.api.SeriesResource;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.topics.AcknowledgementProducer;
import dev.goldencorridor.operationscentre.topics.BoardConsumer;
import dev.goldencorridor.operationscentre.web.BoardServer;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board: reads the public topics and serves them as a live page, a stream and an API. It keeps its state in
 * memory, and writes nothing but acknowledgements. Any number of instances may run.
 */
public final class BoardApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardApplication.class);

    private final Board board;
    private final BoardServer server;
    private final String host;
    private final EssentialThreads threads;
    private final Deque<AutoCloseable> parts;

    private BoardApplication(
            Board board, BoardServer server, String host, EssentialThreads threads, Deque<AutoCloseable> parts) {
        this.board = board;
        this.server = server;
        this.host = host;
        this.threads = threads;
        this.parts = parts;
    }

    /**
     * Starts the board from settings of {@link BoardSettings#definition()}. It serves at once, and fills up while it
     * reads the topics. It waits for brokers and registry, however long they are away.
     *
     * @throws SettingsException if its address cannot be used
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the settings cannot make a Kafka client
     */
    public static BoardApplication start(Settings settings) {
        return start(settings, Monitoring.unserved());
    }

    /** As {@link #start(Settings)}; the metrics and the health of the board are registered there. */
    public static BoardApplication start(Settings settings, Monitoring monitoring) {
        return start(settings, monitoring, Clock.systemUTC());
    }

    /** The metrics of the board, beside those of Kafka. */
    public static List<MetricDeclaration> metricDeclarations() {
        return BoardMetrics.declarations();
    }

    static BoardApplication start(Settings settings, Monitoring monitoring, Clock clock) {
        EssentialThreads threads = new EssentialThreads(monitoring.health());
        Board board =
                new Board(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        PortCatalogue ports = PortCatalogue.of(settings);
        PublisherCatalogue publishers = PublisherCatalogue.of(settings);
        Authority authority = BoardSettings.authority(settings);
        AcknowledgementProducer log = new AcknowledgementProducer(settings);
        String host = settings.string(BoardSettings.HOST_CONFIG);
        int port = settings.integer(BoardSettings.PORT_CONFIG);
        BoardServer server;
        try {
            server = BoardServer.start(
                    new BoardServer.Access(
                            host,
                            port,
                            BoardSettings.list(settings.string(BoardSettings.NAMES_CONFIG)),
                            settings.integer(BoardSettings.VIEWERS_CONFIG)),
                    board,
                    ports,
                    new Api(
                            resources(board, publishers, clock),
                            new AcknowledgementResource(board, authority, log, clock),
                            authority.isConfigured()),
                    threads,
                    clock);
        } catch (IOException e) {
            log.close();
            throw new SettingsException("the board cannot listen at " + host + ":" + port + ": " + e.getMessage()
                    + "; set " + BoardSettings.HOST_CONFIG + " or " + BoardSettings.PORT_CONFIG);
        }
        BoardConsumer consumer = BoardConsumer.start(
                settings, board, TopicCatalogue.all(settings, publishers), monitoring, threads, clock);
        BoardMetrics.register(monitoring, board, server::viewers, clock);
        Deque<AutoCloseable> parts = new ArrayDeque<>(List.of(server, consumer, log, publishers));
        if (authority.isConfigured()) {
            parts.addFirst(AcknowledgementCleaner.start(board, log, threads));
        }
        BoardApplication started = new BoardApplication(board, server, host, threads, parts);
        LOG.info("The board is at {}", started.url());
        return started;
    }

    private static Map<String, Resource> resources(Board board, PublisherCatalogue publishers, Clock clock) {
        return Map.of(
                "aggregates", new AggregatesResource(board),
                "series", new SeriesResource(board),
                "runs", new RunsResource(board),
                "alerts", new AlertsResource(board, clock),
                "alarm-management", new AlarmManagementResource(board, clock),
                "health-of-data", new DataHealthResource(board, publishers, clock),
                "openapi.json", new OpenApiResource());
    }

    /** The address for a browser on this machine. */
    public String url() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + server.port() + "/";
    }

    /** The state that the board shows. */
    Board board() {
        return board;
    }

    /**
     * Blocks until the board is closed, or until one of its threads fails. Close it then, too.
     *
     * @throws IllegalStateException if a thread has failed; the message names it and the failure
     */
    public void awaitEnd() {
        threads.awaitEnd();
    }

    /** Ends the streams, then the reading. Waits some seconds. Safe from any thread. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                // The remaining parts must be closed too.
                LOG.error("Closing a part of the board failed", e);
            }
        }
        threads.end();
    }
}

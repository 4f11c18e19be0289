package dev.goldencorridor.operationscentre.topics;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.runtime.health.EssentialThreads;
import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a board up to date from the topics, on two threads of its own. It retries through all outages. */
public final class BoardConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardConsumer.class);
    private static final String APPLICATION = "board";
    /** Applying the records of one poll takes a second at most; a longer turn means that the reader hangs. */
    private static final Duration MAX_READ_TURN = Duration.ofMinutes(2);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int METADATA_MAX_AGE_MS = 5_000;
    private static final int POLL_RECORDS = 2_000;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Registry registry;
    private final KafkaAdmin admin;
    private final BoardReader reader;
    private final Thread topicThread;
    private final List<Thread> threads;

    private BoardConsumer(
            Settings settings,
            Board board,
            Collection<TopicDeclaration> declared,
            Monitoring monitoring,
            EssentialThreads essential,
            InstantSource clock) {
        Heartbeat heartbeat = monitoring.health().heartbeat("board/reader", MAX_READ_TURN);
        // One try for each call: the reader retries itself.
        this.registry = Registry.connect(settings, Duration.ZERO);
        registry.countIn(monitoring.metrics(), APPLICATION);
        this.admin = KafkaAdmin.connect(settings, REQUEST_TIMEOUT);
        ValueReader values = new ValueReader(registry, declared);
        TopicMonitor monitor = new TopicMonitor(admin, values::canRead, closing);
        this.reader = new BoardReader(
                board,
                monitor,
                new RecordDecoder(values, board.status(), heartbeat, closing),
                () -> consumer(settings),
                heartbeat,
                clock,
                closing);
        monitoring.metrics().kafka(APPLICATION, "consumer", reader::metrics);
        this.topicThread = essential.create("board-topics", monitor);
        this.threads = List.of(topicThread, essential.create("board-reader", reader));
    }

    /**
     * Starts to read. The board fills up in the background.
     *
     * @param declared the declarations of the topics
     * @param monitoring receives the heartbeat of the reader and the metrics of Kafka's client
     * @param essential creates the threads
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the settings cannot make a Kafka client
     */
    public static BoardConsumer start(
            Settings settings,
            Board board,
            Collection<TopicDeclaration> declared,
            Monitoring monitoring,
            EssentialThreads essential,
            InstantSource clock) {
        BoardConsumer started = new BoardConsumer(settings, board, declared, monitoring, essential, clock);
        started.threads.forEach(Thread::start);
        return started;
    }

    @Override
    public void close() {
        closing.countDown();
        reader.wakeup();
        registry.close();
        // It may wait for brokers that do not answer.
        topicThread.interrupt();
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_TIMEOUT.toMillis());
                if (thread.isAlive()) {
                    LOG.warn("Thread {} has not ended within {}", thread.getName(), CLOSE_TIMEOUT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        admin.close();
    }

    private static Consumer<byte[], byte[]> consumer(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "corridor-board");
        properties.putAll(settings.kafkaClient());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        // Lost offsets must not pass unnoticed: the reader then starts over.
        return CommittedConsumer.create(CommittedConsumer.withoutGroup(properties), "none");
    }
}

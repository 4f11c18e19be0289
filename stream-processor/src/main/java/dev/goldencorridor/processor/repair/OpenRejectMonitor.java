package dev.goldencorridor.processor.repair;

import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_OPEN_REJECTS_PER_PUBLISHER;
import static dev.goldencorridor.processor.limits.ProcessLimits.MAX_OPEN_REJECT_AGE;

import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the open rejects every few seconds, on a thread of its own, for the metrics. Each instance counts all of them,
 * so the gauges of several instances are equal. While brokers or registry do not answer, the last counts stay.
 */
public final class OpenRejectMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRejectMonitor.class);

    private static final MetricDeclaration OPEN = MetricDeclaration.gauge(
            "corridor_rejects_open",
            "Rejected records of the last seven days that are neither healed, replayed nor discarded; each instance"
                    + " counts all of them, so take the maximum",
            "publisher",
            "reason");
    private static final String OTHER = "other";
    private static final Set<String> REASONS =
            Stream.of(RejectReason.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** So reading a backlog takes little of the processor's time. */
    private static final long MAX_INPUT_RECORDS = 50_000;
    /** A record may take megabytes once it is decompressed. */
    private static final Map<String, Object> SMALL_FETCHES = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            16,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "corridor-open-rejects");

    private final Settings settings;
    private final Registry registry;
    private final PublisherCatalogue publishers;
    private final GaugeFamily gauges;
    private final InstantSource clock;
    private final Map<Group, GaugeFamily.Cell> cells = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Group(String publisher, String reason) {}

    /** @param publishers the publishers that have labels of their own */
    public OpenRejectMonitor(
            Settings settings, Registry registry, PublisherCatalogue publishers, Metrics metrics, InstantSource clock) {
        this.settings = settings;
        this.registry = registry;
        this.publishers = publishers;
        this.gauges = metrics.family(OPEN);
        this.clock = clock;
    }

    /** The metric that this class declares. */
    public static MetricDeclaration declaration() {
        return OPEN;
    }

    /** Starts the thread. */
    public void start() {
        Thread thread = new Thread(this::run, "open-rejects");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread. It does not wait for it, so that a stop of the processor takes no longer. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        Map<String, Object> properties = new HashMap<>(SMALL_FETCHES);
        properties.putAll(settings.kafkaClient());
        RejectLedger ledger = new RejectLedger(MAX_OPEN_REJECTS_PER_PUBLISHER);
        try (Consumer<byte[], byte[]> consumer =
                CommittedConsumer.create(CommittedConsumer.withoutGroup(properties), "earliest")) {
            RejectFeed feed = new RejectFeed(
                    consumer,
                    registry,
                    publishers,
                    ledger,
                    new RejectFeed.Options(oldest(), MAX_INPUT_RECORDS, false),
                    () -> closed.getCount() == 0);
            boolean fails = false;
            do {
                fails = refresh(feed, ledger, fails);
            } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (WakeupException e) {
            LOG.debug("The count of open rejects ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.warn("Open rejects are not counted", e);
        }
    }

    /** Returns whether it has failed. The log has the first failure of a row. */
    private boolean refresh(RejectFeed feed, RejectLedger ledger, boolean failedBefore) {
        try {
            feed.refresh();
            ledger.forgetBefore(oldest());
            count(ledger).forEach((group, number) -> cell(group).set(number));
            return false;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException | RegistryUnavailableException e) {
            if (!failedBefore && closed.getCount() > 0) {
                LOG.warn("The count of open rejects stays as it is for now: {}", e.toString());
            }
            return true;
        }
    }

    private long oldest() {
        return clock.instant().minus(MAX_OPEN_REJECT_AGE).toEpochMilli();
    }

    private Map<Group, Integer> count(RejectLedger ledger) {
        Map<Group, Integer> open = new HashMap<>();
        // A group that has no open reject any more is 0.
        cells.keySet().forEach(group -> open.put(group, 0));
        for (RejectEntry entry : ledger.entries()) {
            if (entry.isOpen()) {
                open.merge(group(entry.reject()), 1, Integer::sum);
            }
        }
        return open;
    }

    private Group group(Reject reject) {
        return new Group(
                publishers.contains(reject.publisher()) ? reject.publisher() : OTHER,
                REASONS.contains(reject.reason()) ? reject.reason() : OTHER);
    }

    private GaugeFamily.Cell cell(Group group) {
        return cells.computeIfAbsent(group, any -> gauges.cell(group.publisher, group.reason));
    }
}

package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Alertmanager told of the alerts that the topics hold; all on the thread that calls {@link #run}.
 *
 * <p>It belongs to no consumer group and commits nothing: at its start it reads the topics from the beginning, so there
 * is no state that could be lost or be wrong. Several instances may run; Alertmanager takes the same alert as one.
 */
final class AlertmanagerFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerFeed.class);
    /** Alerts in one request: a storm of them goes out in bounded pieces. */
    private static final int MOST_IN_REQUEST = 200;

    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Target target;
    private final ChosenTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final AlertReader reader;
    private final AlertStates book;
    private final AlertmanagerRequest request;
    private final HttpEndpoint endpoint;
    private final Backoff backoff;
    private final Duration resend;
    private final Clock clock;
    private final CompletableFuture<Void> closing;

    /** Partitions whose end has not been reached since reading of them began. */
    private final Set<TopicPartition> unread = new HashSet<>();

    /** Partitions that are read and were not listed at the last look. */
    private Set<TopicPartition> missing = Set.of();

    private final Cooldown lookAgain;
    private final Cooldown readAgain;
    private final Cooldown sendAgain;
    private boolean outage;
    private long sent;
    private long requests;
    private long failures;
    private long refusals;
    private long undecodable;

    /**
     * @param consumer reads committed records and has no group; the feed closes it
     * @param resend how often what fires is sent again; nothing here keeps from it for much longer
     * @param clock the time of day, which requests tell
     * @param nanos measures the pauses, like {@link System#nanoTime}
     * @param closing completed, together with a wake-up of the consumer, ends the feed
     */
    AlertmanagerFeed(
            Target target,
            ChosenTopics topics,
            Consumer<byte[], byte[]> consumer,
            AlertReader reader,
            AlertStates book,
            AlertmanagerRequest request,
            HttpEndpoint endpoint,
            Backoff backoff,
            Duration resend,
            Clock clock,
            LongSupplier nanos,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.topics = topics;
        this.consumer = consumer;
        this.reader = reader;
        this.book = book;
        this.request = request;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.resend = resend;
        this.clock = clock;
        this.closing = closing;
        this.lookAgain = new Cooldown(nanos);
        this.readAgain = new Cooldown(nanos);
        this.sendAgain = new Cooldown(nanos);
    }

    /** Works until it is closed; throws only what would not go away by trying again. */
    @Override
    public void run() {
        try {
            while (!closing.isDone()) {
                read();
                tell();
            }
        } catch (WakeupException closed) {
            // Woken to see that it is time to close.
        } finally {
            LOG.info(
                    "The feed of {} closes: {} alerts sent in {} requests, {} of which failed; {} refused, {} records were no alerts; {} fire, {} changes wait",
                    target,
                    sent,
                    requests,
                    failures,
                    refusals,
                    undecodable,
                    book.firing(),
                    book.waiting());
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    /** What the brokers keep from being read is waited for; what fires is sent again meanwhile. */
    private void read() {
        try {
            if (lookAgain.isOver()) {
                try {
                    lookForTopics();
                } finally {
                    // From its end on: where brokers are away it takes long itself, and nothing is told meanwhile.
                    lookAgain.begin(LOOK_FOR_TOPICS);
                }
            }
            Duration longest = moreToTell() ? Duration.ZERO : LONGEST_POLL;
            if (consumer.assignment().isEmpty() || !readAgain.isOver()) {
                pause(longest);
                return;
            }
            take(consumer.poll(longest));
        } catch (WakeupException e) {
            throw e;
        } catch (RegistryUnavailableException e) {
            LOG.warn(
                    "Schema registry unavailable, trying again in {}: {} waits for new alerts: {}",
                    PAUSE,
                    target,
                    e.getMessage());
            readAgain.begin(PAUSE);
        } catch (KafkaException e) {
            if (!KafkaFailures.canHeal(e)) {
                throw e;
            }
            LOG.warn("Reading the alerts for {} failed and is tried again: {}", target, e.toString());
            readAgain.begin(PAUSE);
        }
    }

    private boolean moreToTell() {
        return sendAgain.isOver() && !book.due(1, this::isRead).isEmpty();
    }

    private void lookForTopics() {
        Set<TopicPartition> there = new LinkedHashSet<>();
        consumer.listTopics(lookWithin()).forEach((topic, infos) -> {
            if (topics.include(topic)) {
                infos.forEach(info -> there.add(new TopicPartition(topic, info.partition())));
            }
        });
        Set<TopicPartition> partitions = new LinkedHashSet<>(consumer.assignment());
        List<TopicPartition> added =
                there.stream().filter(one -> !partitions.contains(one)).toList();
        Set<TopicPartition> gone = new HashSet<>(partitions);
        gone.removeAll(there);
        // At two looks in a row: a broker that has just started may not know of all topics yet.
        List<TopicPartition> deleted = gone.stream().filter(missing::contains).toList();
        missing = gone;
        if (added.isEmpty() && deleted.isEmpty()) {
            return;
        }
        partitions.addAll(added);
        deleted.forEach(partitions::remove);
        consumer.assign(partitions);
        if (!added.isEmpty()) {
            consumer.seekToBeginning(added);
            unread.addAll(added);
            LOG.info("Reading {} for {}", added, target);
        }
        if (!deleted.isEmpty()) {
            deleted.forEach(unread::remove);
            deleted.forEach(book::forget);
            LOG.warn("{} are there no longer; what fires of them is over for {}", deleted, target);
        }
    }

    /** While something is read, something may fire, and a look may not last until it would end by itself. */
    private Duration lookWithin() {
        Duration twice = resend.multipliedBy(2);
        return consumer.assignment().isEmpty() || twice.compareTo(LOOK_FOR_TOPICS) > 0 ? LOOK_FOR_TOPICS : twice;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> received : records.records(partition)) {
                try {
                    take(received);
                } catch (UndecodableException e) {
                    undecodable++;
                    LOG.error(
                            "The record at {} is no alert and is left out: {}", Position.of(received), e.getMessage());
                } catch (RegistryUnavailableException e) {
                    // It may be a good one: from here on the partitions of this poll are read again.
                    rewind(records, partition, received.offset());
                    throw e;
                }
            }
        }
        // As the last fetch told: one that no broker can be fetched from waits by itself.
        unread.removeIf(partition -> consumer.currentLag(partition).orElse(Long.MAX_VALUE) <= 0);
    }

    private void rewind(ConsumerRecords<byte[], byte[]> records, TopicPartition failed, long offset) {
        boolean after = false;
        for (TopicPartition partition : records.partitions()) {
            if (partition.equals(failed)) {
                consumer.seek(partition, offset);
                after = true;
            } else if (after) {
                consumer.seek(partition, records.records(partition).get(0).offset());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> received) {
        Position position = Position.of(received);
        DelayAlert alert = received.value() == null ? null : reader.read(received);
        book.take(
                AlertReader.key(received),
                alert,
                position,
                Instant.ofEpochMilli(received.timestamp()),
                unread.contains(position.partition()));
    }

    private boolean isRead(TopicPartition partition) {
        return !unread.contains(partition);
    }

    /** One request at most, so that what is told is what was read last. */
    private void tell() {
        if (!sendAgain.isOver()) {
            return;
        }
        List<AlertStates.Telling> due = book.due(MOST_IN_REQUEST, this::isRead);
        if (!due.isEmpty()) {
            send(due);
        }
    }

    /** Returns whether the target answers at all. */
    private boolean send(List<AlertStates.Telling> tellings) {
        List<AlertmanagerAlert> postings = tellings.stream()
                .flatMap(telling -> telling.postings().stream())
                .toList();
        tellings.forEach(book::attempted);
        requests++;
        CompletableFuture<HttpResult> answering = endpoint.post(request.body(postings, clock.instant()));
        CompletableFuture.anyOf(answering, closing).join();
        if (!answering.isDone()) {
            return false;
        }
        HttpResult answer = answering.join();
        if (answer.isSuccess()) {
            tellings.forEach(book::accepted);
            sent += postings.size();
            recovered();
            return true;
        }
        failures++;
        if (!answer.isRefusal()) {
            failed(answer);
            return false;
        }
        if (tellings.size() > 1) {
            // One that is refused must not keep the others from being told: halve until it stands alone.
            int half = tellings.size() / 2;
            return send(tellings.subList(0, half)) && send(tellings.subList(half, tellings.size()));
        }
        AlertStates.Telling alone = tellings.get(0);
        book.refused(alone);
        refusals++;
        LOG.error(
                "{} refuses the alert {} read at {}; while it fires it is sent again every {}: {}",
                target,
                alone.key(),
                alone.position(),
                resend,
                answer);
        return true;
    }

    private void failed(HttpResult answer) {
        Duration pause = answer.pause(backoff);
        outage = true;
        sendAgain.begin(pause);
        LOG.warn(
                "{} does not take alerts, trying again in {}; {} changes wait: {}",
                target,
                pause,
                book.waiting(),
                answer);
    }

    private void recovered() {
        backoff.reset();
        if (outage) {
            outage = false;
            // It may have been started anew and remember nothing.
            book.sendAllAgain();
            LOG.info("{} takes alerts again; all that fires is sent again", target);
        }
    }

    private void pause(Duration time) {
        try {
            closing.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The time is over.
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}

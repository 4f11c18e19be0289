package dev.goldencorridor.processor;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees what killed instances and dead threads still hold: their partitions and their open transactions. An open
 * transaction hides from all readers what came after it, until it times out.
 *
 * <p>The members of this instance are looked for again while it rebalances. A coordinator that has just started may
 * answer from an older state of the group, and may never time out the members that it finds later. The group then waits
 * for them for {@code max.poll.interval.ms}, five minutes. A thread that died leaves a member behind too.
 *
 * <p>A transaction counts as abandoned if its producer belongs to no member of the group. Such a member may be alive and
 * only cut off. It is fenced then, so it cannot commit, and it works again once it has joined the group anew. So an
 * error here costs time and no event. Thread-safe.
 */
final class KilledInstances implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KilledInstances.class);
    /** Kafka Streams names a thread's consumer and the transactions of its producer after process and thread. */
    private static final Pattern CONSUMER = Pattern.compile("(.+)-StreamThread-(\\d+)-consumer");

    private static final Pattern THREAD = Pattern.compile(".+-StreamThread-(\\d+)");
    private static final Pattern THREAD_OF_INSTANCE = Pattern.compile("(.+)-(\\d+)");
    /** Longer than a rebalance that waits for nobody. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final String application;
    private final String instance;
    /** The next look. There is one at most, however often the application begins to rebalance. */
    private Future<?> pending = CompletableFuture.completedFuture(null);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread background = new Thread(run, "killed-instances");
        background.setDaemon(true);
        return background;
    });

    KilledInstances(Settings settings) {
        this.settings = settings;
        this.application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        this.instance = settings.string(ProcessorSettings.INSTANCE_CONFIG);
    }

    /**
     * Removes the predecessor of this instance from the group, then ends abandoned transactions. If the brokers refuse
     * or do not answer, it warns and returns.
     */
    void freePredecessor(KafkaAdmin admin) {
        warnUnlessPossible(() -> {
            removeMembersExcept(Set.of(), admin);
            endAbandoned(admin);
        });
    }

    /** @param threads the numbers of the threads that work */
    private void removeMembersExcept(Set<String> threads, KafkaAdmin admin) {
        if (instance.isEmpty()) {
            return;
        }
        List<String> former = leftOver(
                admin.group(application).stream()
                        .flatMap(group -> group.members().stream())
                        .flatMap(member -> member.groupInstanceId().stream()),
                threads);
        if (!former.isEmpty()) {
            LOG.info(
                    "A killed process or a dead thread of this instance is still a member of group {}: removing {}",
                    application,
                    former);
            admin.removeMembers(application, former);
        }
    }

    /**
     * The members of this instance that belong to none of its threads.
     *
     * @param members each a {@code group.instance.id}
     * @param threads the numbers of the threads that work
     */
    List<String> leftOver(Stream<String> members, Set<String> threads) {
        return members.filter(member -> {
                    Matcher name = THREAD_OF_INSTANCE.matcher(member);
                    return name.matches() && name.group(1).equals(instance) && !threads.contains(name.group(2));
                })
                .toList();
    }

    /**
     * Frees on another thread, at once and as long as the application rebalances.
     *
     * @param streams has just begun to rebalance
     */
    void freeDuringRebalance(KafkaStreams streams) {
        freeSoon(streams, Duration.ZERO);
    }

    private synchronized void freeSoon(KafkaStreams streams, Duration delay) {
        pending.cancel(false);
        try {
            pending = thread.schedule(
                    () -> {
                        warnUnlessPossible(() -> free(streams));
                        if (streams.state() == KafkaStreams.State.REBALANCING) {
                            freeSoon(streams, LOOK_AGAIN);
                        }
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The application closes, so other instances free what is held");
        }
    }

    private void free(KafkaStreams streams) {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            if (streams.state() == KafkaStreams.State.REBALANCING) {
                removeMembersExcept(threadsOf(streams), admin);
            }
            endAbandoned(admin);
        }
    }

    private static Set<String> threadsOf(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .map(thread -> THREAD.matcher(thread.threadName()))
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    /** What is not freed here ends when it times out, so the instance works without it. */
    private static void warnUnlessPossible(Runnable step) {
        try {
            step.run();
        } catch (BrokersUnavailableException e) {
            LOG.warn("What killed instances hold is free only when it times out: {}", e.getMessage());
        } catch (IllegalStateException | InvalidStateStoreException e) {
            LOG.debug("The application closes meanwhile", e);
        }
    }

    private void endAbandoned(KafkaAdmin admin) {
        Optional<Set<String>> owned = admin.group(application).flatMap(KilledInstances::transactionalIds);
        if (owned.isEmpty()) {
            return;
        }
        List<String> abandoned = new ArrayList<>(admin.openTransactions(application));
        abandoned.removeAll(owned.get());
        if (!abandoned.isEmpty()) {
            LOG.info("Ending the open transactions of instances that left group {}: {}", application, abandoned);
            admin.fence(abandoned);
        }
    }

    /** Empty if a member has a name of another form, so that its transactions are not known. */
    private static Optional<Set<String>> transactionalIds(ConsumerGroupDescription group) {
        Set<String> ids = new HashSet<>();
        for (MemberDescription member : group.members()) {
            Matcher consumer = CONSUMER.matcher(member.clientId());
            if (!consumer.matches()) {
                return Optional.empty();
            }
            ids.add(consumer.group(1) + "-" + consumer.group(2));
        }
        return Optional.of(ids);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

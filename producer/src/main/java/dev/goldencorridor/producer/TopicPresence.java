package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks whether a topic exists. A producer alone would notice only after waiting for a minute. */
@FunctionalInterface
interface TopicPresence {
    /**
     * Returns if the topic exists.
     *
     * @throws PublishException if it does not, or no broker answers
     */
    void require(String topic);

    /** Creates a check that asks the brokers. */
    static TopicPresence on(Settings settings) {
        return topic -> ask(settings, "topic " + topic, admin -> admin.describeTopics(List.of(topic))
                .allTopicNames());
    }

    /**
     * Returns if a broker answers. Call this before any other check, so that the user soon learns that there is no
     * broker.
     *
     * @throws PublishException if none does within {@link PublishSettings#CONNECT_TIMEOUT_CONFIG}
     */
    static void requireBroker(Settings settings) {
        ask(settings, "the cluster", admin -> admin.describeCluster().nodes());
    }

    private static void ask(Settings settings, String what, Function<Admin, KafkaFuture<?>> question) {
        Duration patience = settings.duration(PublishSettings.CONNECT_TIMEOUT_CONFIG);
        String brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        int millis = (int) patience.toMillis();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "corridor-publisher-check");
        try (Admin admin = Admin.create(properties)) {
            question.apply(admin).get(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new PublishException(
                        what + " does not exist on " + brokers + ". Create it with: corridor topics --apply");
            }
            throw unreachable(what, brokers, patience, e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw unreachable(what, brokers, patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException("interrupted while asking " + brokers + " for " + what, e);
        }
    }

    private static PublishException unreachable(String what, String brokers, Duration patience, Throwable cause) {
        boolean silence =
                cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException;
        return new PublishException(
                silence
                        ? "no broker answered at " + brokers + " within " + patience.toMillis()
                                + " ms. Start the stack (corridor up), or name other brokers with --set "
                                + CommonSettings.BOOTSTRAP_SERVERS_CONFIG + "=HOST:PORT"
                        : "the brokers at " + brokers + " cannot be asked for " + what + ": " + reason(cause),
                cause);
    }

    private static String reason(Throwable cause) {
        Throwable last = cause;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}

package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.List;
import java.util.function.Consumer;

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
        return topic -> ask(settings, admin -> {
            if (admin.describe(List.of(topic)).isEmpty()) {
                throw new PublishException("topic " + topic + " does not exist on "
                        + settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG)
                        + ". Create it with: corridor topics --apply");
            }
        });
    }

    /**
     * Returns if a broker answers. Call this before any other check, so that the user soon learns that there is no
     * broker.
     *
     * @throws PublishException if none does within {@link PublishSettings#CONNECT_TIMEOUT_CONFIG}
     */
    static void requireBroker(Settings settings) {
        ask(settings, KafkaAdmin::requireBroker);
    }

    private static void ask(Settings settings, Consumer<KafkaAdmin> question) {
        try (KafkaAdmin admin =
                KafkaAdmin.connect(settings, settings.duration(PublishSettings.CONNECT_TIMEOUT_CONFIG))) {
            question.accept(admin);
        } catch (BrokersUnavailableException e) {
            throw new PublishException(e.getMessage(), e);
        }
    }
}

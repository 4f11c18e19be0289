package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicUpdater;

/** Creates and adjusts the topics of a stack, as {@code corridor topics --apply} does. */
final class DeclaredTopics {
    private DeclaredTopics() {}

    static void apply(Settings settings) {
        int copies = settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            TopicUpdater.apply(
                    admin,
                    TopicCheck.compare(admin, TopicCatalogue.all(settings, PublisherCatalogue.of(settings)), copies),
                    copies);
        }
    }
}

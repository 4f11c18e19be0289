package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.settings.Settings;
import java.util.Collection;
import java.util.List;

/** The topics and consumer groups that a bridge with given settings uses, for those who grant permissions. */
public final class AlertAccess {
    private AlertAccess() {}

    /** Those of the topics that the bridge reads. */
    public static List<String> topics(Settings settings, Collection<String> topics) {
        ChosenTopics chosen = new ChosenTopics(settings.string(AlertSettings.TOPICS_CONFIG));
        return topics.stream().filter(chosen::include).toList();
    }

    /**
     * The consumer group of each webhook. Its transactional ids begin with the group and a hyphen. Empty if the
     * settings name no webhook.
     *
     * @throws dev.goldencorridor.runtime.settings.SettingsException if a target is invalid
     */
    public static List<String> webhookGroups(Settings settings) {
        String targets = settings.string(AlertSettings.TO_CONFIG);
        if (targets.isBlank()) {
            return List.of();
        }
        return Target.parseAll(targets).stream()
                .filter(target -> target.kind() == Target.Kind.WEBHOOK)
                .map(target -> target.group(settings.string(AlertSettings.GROUP_CONFIG)))
                .toList();
    }
}

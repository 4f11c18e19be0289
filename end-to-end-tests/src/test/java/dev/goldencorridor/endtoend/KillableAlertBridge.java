package dev.goldencorridor.endtoend;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.alertbridge.AlertsApplication;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.topics.TopicUpdater;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/** A bridge to alerting services that runs on a thread of its own. */
final class KillableAlertBridge implements AutoCloseable {
    private final AlertsApplication bridge;
    private final CompletableFuture<Void> running;

    private KillableAlertBridge(AlertsApplication bridge) {
        this.bridge = bridge;
        this.running = CompletableFuture.runAsync(bridge::run, run -> new Thread(run, "alerts-under-test").start());
    }

    static KillableAlertBridge start(CorridorStack stack, String to, String topics, String... more) {
        return start(stack.endpoints(), to, topics, more);
    }

    /** Starts a bridge, and first creates the topic for the state of webhooks unless it exists. */
    static KillableAlertBridge start(Map<String, String> endpoints, String to, String topics, String... more) {
        Map<String, String> given = new HashMap<>(endpoints);
        given.put(AlertSettings.TO_CONFIG, to);
        given.put(AlertSettings.TOPICS_CONFIG, topics);
        given.put(AlertSettings.BACKOFF_MAX_CONFIG, "1s");
        for (String one : more) {
            given.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        Settings settings = Settings.of(AlertSettings.definition(), given);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings.as(ServerSecurity.OWN_PRINCIPAL))) {
            List<TopicDeclaration> needed = List.of(TopicCatalogue.webhookAlerts(settings));
            TopicUpdater.apply(admin, TopicCheck.compare(admin, needed, 1), 1);
        }
        AlertsApplication bridge = AlertsApplication.create(settings);
        bridge.check();
        return new KillableAlertBridge(bridge);
    }

    /** How many instances are members of the group of a webhook. */
    int members(CorridorStack stack, String webhook) {
        String readable =
                "corridor-alerts." + webhook.replaceFirst("http://", "").replaceAll("[:/]", "-") + "-";
        try (Admin admin = Admin.create(stack.client())) {
            List<String> groups = admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(readable))
                    .toList();
            return (int) admin.describeConsumerGroups(groups).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bridge.close();
        running.orTimeout(20, TimeUnit.SECONDS).join();
    }
}

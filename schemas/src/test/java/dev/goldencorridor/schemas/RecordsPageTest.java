package dev.goldencorridor.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that docs/records.md equals the schemas. {@code -Ddocs.write=true} writes it again. */
class RecordsPageTest {
    /** Rejects have the bytes that were received. The state of webhooks has event ids as text. */
    private static final Set<String> TOPICS_WITHOUT_RECORDS =
            Set.of(TopicCatalogue.REJECTED, TopicCatalogue.WEBHOOK_ALERTS);

    private static final Path PAGE = Path.of("..", "docs", "records.md");
    private static final String ANY_PUBLISHER = "<publisher>";

    @Test
    void thePageListsTheRecordsOfTheContract() throws IOException {
        String expected = new RecordsPage(subjects(), topics()).text();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, expected);
        } else {
            assertThat(PAGE).as("run the test with -Ddocs.write=true").hasContent(expected);
        }
    }

    @Test
    void everyTopicHasRecordsOfTheContractOrBytes() {
        List<String> contract = subjects().stream().map(Subject::name).toList();
        assertThat(topics()).allSatisfy(topic -> assertThat(topic.records().value())
                .as(topic.name())
                .matches(value -> value.isEmpty()
                        ? TOPICS_WITHOUT_RECORDS.contains(topic.name())
                        : contract.contains(value.get().getFullName())));
    }

    private static List<Subject> subjects() {
        return ContractSubjects.all();
    }

    /** As {@link TopicCatalogue#all}, with one row for all publishers. */
    private static List<TopicDeclaration> topics() {
        Settings settings = Settings.of(CommonSettings.definition(), Map.of());
        List<TopicDeclaration> topics = new ArrayList<>();
        topics.add(TopicCatalogue.movements(ANY_PUBLISHER, settings));
        topics.add(TopicCatalogue.control(settings));
        topics.add(TopicCatalogue.acknowledgements(settings));
        topics.addAll(TopicCatalogue.writtenByProcessor(settings));
        topics.add(TopicCatalogue.rejectOutcomes(settings));
        topics.addAll(TopicCatalogue.writtenBySink(settings));
        topics.add(TopicCatalogue.webhookAlerts(settings));
        topics.add(TopicCatalogue.delays(ANY_PUBLISHER, settings));
        return topics;
    }
}

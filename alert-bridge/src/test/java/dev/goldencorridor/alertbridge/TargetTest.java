package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void alertmanagerIsNamedByItsBaseAddress() {
        for (String address :
                List.of("http://127.0.0.1:9093", "http://127.0.0.1:9093/", "http://127.0.0.1:9093/api/v2/alerts")) {
            assertThat(Target.parseAll("alertmanager=" + address).get(0).endpoint())
                    .isEqualTo(URI.create("http://127.0.0.1:9093/api/v2/alerts"));
        }
        assertThat(Target.parseAll("alertmanager=https://ops.example/am").get(0).endpoint())
                .isEqualTo(URI.create("https://ops.example/am/api/v2/alerts"));
    }

    @Test
    void targetsAreSeparatedByCommasWhichAddressesMayContainToo() {
        assertThat(Target.parseAll("alertmanager=http://a:9093,webhook=http://b/x?tags=1,2"))
                .extracting(target -> target.endpoint().toString())
                .containsExactly("http://a:9093/api/v2/alerts", "http://b/x?tags=1,2");
    }

    @Test
    void secretsOfAnAddressAppearNeitherInLogsNorInTheGroup() {
        Target target = Target.parseAll("webhook=https://ops:secret@b.example:8443/hook?token=secret")
                .get(0);
        assertThat(target.credentials()).contains("ops:secret");
        assertThat(target.endpoint()).isEqualTo(URI.create("https://b.example:8443/hook?token=secret"));
        assertThat(target.toString()).isEqualTo("webhook=https://b.example:8443/hook");
        assertThat(target.group("corridor-alerts")).matches("corridor-alerts\\.b\\.example-8443-hook-[0-9a-f]{8}");
        // The group, and so the progress, stays the same after a change of a secret.
        assertThat(Target.parseAll("webhook=https://b.example:8443/hook").get(0).group("corridor-alerts"))
                .isEqualTo(target.group("corridor-alerts"));
    }

    @Test
    void similarAddressesHaveDifferentGroups() {
        assertThat(List.of(
                                "http://h/a/b",
                                "http://h/a-b",
                                "https://h/a/b",
                                "http://h:8080",
                                "http://h-8080",
                                "http://h/8080")
                        .stream()
                        .map(address ->
                                Target.parseAll("webhook=" + address).get(0).group("corridor-alerts")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://127.0.0.1:9093",
                "pager=http://a",
                "webhook=",
                "webhook=b/x",
                "webhook=ftp://b/x",
                "webhook=http://b/a b",
                "webhook=http://b/x?1,webhook=http://b/x?2"
            })
    void aTextThatIsNotATargetIsRefused(String text) {
        assertThatThrownBy(() -> Target.parseAll(text)).isInstanceOf(SettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pager=http://ops:secret@b",
                "http://ops:secret@b",
                "webhook=ftp://ops:secret@b/x?token=secret",
                "webhook=http://ops:secret@b/a b",
                "webhook=http://ops:sec ret@b/a",
                "webhook=http://ops:secret/secret@b/a",
                "webhook=http://b/a b?token=secret"
            })
    void secretsOfAFaultyAddressAreNotShown(String text) {
        assertThatThrownBy(() -> Target.parseAll(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("***")
                .hasMessageNotContainingAny("secret", "sec ret");
    }

    @Test
    void theTopicOfCriticalAlertsIsReadOnlyIfItIsNamed() {
        ChosenTopics all = new ChosenTopics("delays.*");
        assertThat(all.include("delays.khorgos")).isTrue();
        assertThat(all.include("delays.critical")).isFalse();
        assertThat(all.include("delays.critical-parts")).isTrue();
        assertThat(all.include("corridor.delays")).isFalse();
        assertThat(all.include("delaysXkhorgos")).isFalse();

        ChosenTopics critical = new ChosenTopics("delays.critical");
        assertThat(critical.include("delays.critical")).isTrue();
        assertThat(critical.include("delays.khorgos")).isFalse();
    }

    @Test
    void aNamedTopicMustExist() {
        Set<String> existing = Set.of("delays.khorgos", "ops.clock");
        new ChosenTopics("delays.*").requireIn(existing);
        assertThatThrownBy(() -> new ChosenTopics("delays.*, delays.critical").requireIn(existing))
                .isInstanceOf(TopicsMissingException.class)
                .hasMessageContaining("delays.critical")
                .hasMessageContaining("corridor topics --apply");
        assertThatThrownBy(() -> new ChosenTopics("delays.*").requireIn(Set.of("delays.critical")))
                .isInstanceOf(TopicsMissingException.class);
    }
}

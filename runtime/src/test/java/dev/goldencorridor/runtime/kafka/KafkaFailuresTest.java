package dev.goldencorridor.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaFailuresTest {
    @Test
    void aRetryHealsMissingAnswers() {
        assertThat(KafkaFailures.canHeal(new TimeoutException("slow"))).isTrue();
        assertThat(KafkaFailures.canHeal(new BrokersUnavailableException("down", new TimeoutException("slow"))))
                .isTrue();
    }

    @Test
    void aRetryHealsNeitherPermissionsNorInterruptsNorFaultsOfTheProgram() {
        TopicAuthorizationException refused = new TopicAuthorizationException("a");
        assertThat(KafkaFailures.canHeal(new KafkaException("the transaction failed", refused)))
                .isFalse();
        assertThat(KafkaFailures.canHeal(new BrokersUnavailableException("refused", refused)))
                .isFalse();
        assertThat(KafkaFailures.canHeal(new BrokersUnavailableException("stopped", new InterruptedException())))
                .isFalse();
        assertThat(KafkaFailures.canHeal(new IllegalStateException("a fault"))).isFalse();
    }
}

package dev.goldencorridor.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

class BrokerAnswersTest {
    private final BrokerAnswers answers = new BrokerAnswers("broker:9092", Duration.ofSeconds(10));

    @Test
    void aRefusalNamesTheRequestTheAddressTheReasonAndTheRemedy() {
        assertThatThrownBy(
                        () -> answers.await(failed(new PolicyViolationException("too many topics")), "create topic a"))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasCauseInstanceOf(PolicyViolationException.class)
                .hasMessage("could not create topic a: the brokers at broker:9092 refused: too many topics."
                        + " Correct the setting or the permission, and try again");
    }

    @Test
    void anExpectedRefusalIsNoFailure() {
        assertThat(answers.awaitUnless(
                        Set.of(TopicExistsException.class), failed(new TopicExistsException("a")), "create topic a"))
                .isEmpty();
    }

    @Test
    void anAnswerIsReturned() {
        assertThat(answers.await(KafkaFuture.completedFuture(7), "count")).isEqualTo(7);
    }

    private static KafkaFuture<Integer> failed(RuntimeException failure) {
        return KafkaFuture.completedFuture(0).thenApply(value -> {
            throw failure;
        });
    }
}

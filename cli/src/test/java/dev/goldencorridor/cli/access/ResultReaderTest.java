package dev.goldencorridor.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultReaderTest {
    private static final List<String> RESULTS = List.of("ops.trips", "ops.clock");
    private static final List<String> DELAYS = List.of("delays.xian", "delays.critical");

    @Test
    void eachReaderHasItsTopics() {
        assertThat(parse(" operations: ops , delays.critical; alerting:delays ;"))
                .containsExactly(
                        new ResultReader("operations", Set.of("ops.trips", "ops.clock", "delays.critical")),
                        new ResultReader("alerting", Set.of("delays.xian", "delays.critical")));
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operations", "Operations:ops", "a b:ops", "one:ops:delays", ":ops"})
    void aReaderWithoutAValidNameIsRefused(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("access.readers: cannot use the reader '" + text + "': write NAME:TOPIC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"movements.xian", "corridor.trips", "*", "", "ops.*"})
    void aTopicThatIsNoResultIsRefused(String topic) {
        assertThatThrownBy(() -> parse("one:" + topic))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'" + topic + "' is none of its topics")
                .hasMessageContaining("ops.trips, ops.clock, delays.xian, delays.critical");
    }

    private static List<ResultReader> parse(String text) {
        return ResultReader.parseAll(text, RESULTS, DELAYS);
    }
}

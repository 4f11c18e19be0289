package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CorridorTerminalTest {
    private static final String OURS = "dev.goldencorridor.runtime.registry.Registry";

    private final TerminalFilter filter = new TerminalFilter();
    private final LoggerContext context = new LoggerContext();
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");

    @Test
    void linesThatDifferOnlyInDetailsAreShownOnceInTenSeconds() {
        assertThat(shows(OURS, Level.WARN, "trying again in {}", "100 ms")).isTrue();
        assertThat(shows(OURS, Level.WARN, "trying again in {}", "200 ms")).isFalse();
        assertThat(shows(OURS, Level.WARN, "something else")).isTrue();

        now = now.plus(Duration.ofSeconds(10));
        assertThat(shows(OURS, Level.WARN, "trying again in {}", "2 s")).isTrue();
    }

    @Test
    void linesOfKafkaThatDifferOnlyInPartitionsAreRepetitions() {
        String logger = "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils";
        String line = "[Consumer clientId=corridor-1] Not updating last stable offset for partition movements.%s";
        assertThat(shows(logger, Level.WARN, String.format(line, "uty-1"))).isTrue();
        assertThat(shows(logger, Level.WARN, String.format(line, "khorgos-3"))).isFalse();
    }

    @Test
    void linesOfTheRegistryClientAreHidden() {
        assertThat(shows(
                        "io.confluent.kafka.schemaregistry.client.rest.RestService",
                        Level.ERROR,
                        "Failed to send HTTP request to endpoint: {}",
                        "http://127.0.0.1:8081"))
                .isFalse();
    }

    @Test
    void harmlessWarningsOfKafkaAreNotShownAndOthersAre() {
        String streams = "org.apache.kafka.streams.processor.internals.StateDirectory";
        assertThat(shows(
                        streams, Level.WARN, "Using an OS temp directory in the state.dir property can cause failures"))
                .isFalse();
        assertThat(shows(
                        "org.apache.kafka.clients.NetworkClient",
                        Level.WARN,
                        "{}Connection to node {} could not be established.",
                        "[AdminClient clientId=corridor-topics] ",
                        -1))
                .isFalse();
        assertThat(shows(
                        "org.apache.kafka.clients.NetworkClient",
                        Level.WARN,
                        "{}Connection to node {} could not be established.",
                        "[Consumer clientId=corridor-sink] ",
                        -1))
                .isTrue();
    }

    @Test
    void ofInfoLinesOnlyTheStartOfAnApplicationIsShown() {
        assertThat(shows(
                        "dev.goldencorridor.sink.SinkApplication", Level.INFO, "The sink delivers as {}", "corridor-1"))
                .isTrue();
        assertThat(shows("dev.goldencorridor.sink.SinkLoop", Level.INFO, "Assigned {}", "[]"))
                .isFalse();
    }

    private boolean shows(String logger, Level level, String message, Object... details) {
        LoggingEvent event = new LoggingEvent("", context.getLogger(logger), level, message, null, details);
        event.setTimeStamp(now.toEpochMilli());
        return filter.decide(event) != FilterReply.DENY;
    }
}

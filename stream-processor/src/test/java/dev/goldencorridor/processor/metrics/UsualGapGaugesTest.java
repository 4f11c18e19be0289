package dev.goldencorridor.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsualGapGaugesTest {
    private static final String SERIES = "corridor_publisher_usual_gap_seconds{";

    private final Metrics metrics = new Metrics();
    private final UsualGapGauges gauges = new ProcessorMetrics(metrics, "khorgos"::equals).usualGaps();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void aKnownPublisherHasASeriesThatFollowsItsGap() throws IOException {
        gauges.set("khorgos", 40.0);
        gauges.set("khorgos", 55.5);
        assertThat(scrape()).contains(SERIES + "publisher=\"khorgos\"} 55.5");
    }

    @Test
    void anUnknownPublisherHasNone() throws IOException {
        gauges.set("invented", 40.0);
        assertThat(scrape()).doesNotContain(SERIES);
    }

    @Test
    void aPublisherWithTooFewGapsHasNoneAnyMore() throws IOException {
        gauges.set("khorgos", null);
        gauges.set("khorgos", 40.0);
        gauges.set("khorgos", null);
        assertThat(scrape()).doesNotContain(SERIES);
    }

    @Test
    void aTaskThatMovesAwayTakesItsSeriesAlong() throws IOException {
        gauges.set("khorgos", 40.0);
        gauges.close();
        assertThat(scrape()).doesNotContain(SERIES);
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, "text/plain; version=0.0.4");
        return out.toString(StandardCharsets.UTF_8);
    }
}

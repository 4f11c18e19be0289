package dev.goldencorridor.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetricsTest {
    private static final String FETCHING = "consumer-fetch-manager-metrics";

    private final Map<MetricName, Metric> kafka = new LinkedHashMap<>();
    private final Metrics metrics = new Metrics();

    @Test
    void aRestartMakesNoNewSeries() throws IOException {
        metrics.kafka("process", null, () -> kafka);
        String first = null;
        for (int start = 0; start < 3; start++) {
            kafka.clear();
            String thread = "corridor-processor.-" + UUID.randomUUID() + "-StreamThread-1";
            put("records-consumed-total", FETCHING, 7, Map.of("client-id", thread + "-consumer"));
            put("commit-total", "stream-thread-metrics", 3, Map.of("thread-id", thread));
            put("active-buffer-count", "stream-task-metrics", 5, Map.of("thread-id", thread, "task-id", "0_1"));
            String scraped = scrape();
            assertThat(scraped)
                    .contains(
                            "kafka_consumer_records_consumed_total{application=\"process\",client=\"StreamThread-1-consumer\"} 7.0")
                    .contains(
                            "kafka_streams_thread_commits_total{application=\"process\",thread=\"StreamThread-1\"} 3.0")
                    .contains("kafka_streams_task_buffered_records{application=\"process\",task=\"0_1\"} 5.0");
            assertThat(scraped).isEqualTo(first == null ? scraped : first);
            first = scraped;
        }
    }

    @Test
    void aTopicHasOneSeriesUnderItsOwnName() throws IOException {
        metrics.kafka("sink", "consumer", () -> kafka);
        put("records-lag", FETCHING, 4, Map.of("client-id", "a", "topic", "corridor.trips", "partition", "0"));
        put("records-lag", FETCHING, 4, Map.of("client-id", "a", "topic", "corridor_trips", "partition", "0"));
        assertThat(scrape().lines().filter(line -> line.startsWith("kafka_consumer_records_lag{")))
                .containsExactly(
                        "kafka_consumer_records_lag{application=\"sink\",partition=\"0\",topic=\"corridor.trips\"} 4.0");
    }

    @Test
    void timesAreInSecondsAndValuesThatAreNoNumbersAreLeftOut() throws IOException {
        metrics.kafka("sink", "producer", () -> kafka);
        put("request-latency-avg", "producer-metrics", 250, Map.of("client-id", "a"));
        put("batch-size-avg", "producer-metrics", Double.NaN, Map.of("client-id", "a"));
        put("record-send-total", "producer-metrics", "many", Map.of("client-id", "a"));
        put("unknown-total", "producer-metrics", 1, Map.of("client-id", "a"));
        assertThat(scrape().lines().filter(line -> line.startsWith("kafka_")))
                .containsExactly(
                        "kafka_producer_request_latency_seconds{application=\"sink\",client=\"producer\"} 0.25");
    }

    @Test
    void aClientReplacesItsPredecessor() throws IOException {
        metrics.kafka("sink", "producer", () -> {
            throw new IllegalStateException("closed");
        });
        metrics.kafka("sink", "producer", () -> kafka);
        put("record-send-total", "producer-metrics", 1, Map.of("client-id", "b"));
        assertThat(scrape()).contains("kafka_producer_records_sent_total{");
    }

    @Test
    void namesAreUnique() {
        assertThat(KafkaMetricTable.entries())
                .extracting(entry -> entry.declaration().name())
                .doesNotHaveDuplicates();
    }

    private void put(String name, String group, Object value, Map<String, String> tags) {
        MetricName metric = new MetricName(name, group, "", tags);
        kafka.put(metric, new Metric() {
            @Override
            public MetricName metricName() {
                return metric;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }

    private String scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.write(out, "text/plain");
        return out.toString(StandardCharsets.UTF_8);
    }
}

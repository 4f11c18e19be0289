package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboards for Grafana, as far as they can be checked without it. {@link StackIT} runs their queries. */
class DashboardsTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:corridor|kafka)_\\w+");

    @Test
    void thereAreThreeDashboardsThatShareNoId() throws IOException {
        List<JsonNode> dashboards = DashboardPanels.dashboards();
        assertThat(dashboards).hasSize(3);
        assertThat(dashboards)
                .extracting(dashboard -> dashboard.path("uid").asText())
                .doesNotHaveDuplicates();
        for (JsonNode dashboard : dashboards) {
            Set<Integer> ids = new HashSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt()))
                        .as(panel.path("title").asText())
                        .isTrue();
            }
        }
    }

    @Test
    void panelsUseTheChosenDataSource() throws IOException {
        for (JsonNode dashboard : DashboardPanels.dashboards()) {
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                }
            }
        }
    }

    @Test
    void panelsUseMetricsThatExist() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        for (DashboardPanels.Query query : DashboardPanels.all("1m")) {
            METRIC.matcher(query.expression())
                    .results()
                    .map(metric -> metric.group().replaceFirst("_(bucket|sum|count)$", ""))
                    .forEach(metric -> assertThat(page).as(query.panel()).contains("| `" + metric + "` |"));
        }
    }
}

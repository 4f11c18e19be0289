package dev.goldencorridor.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The queries of the dashboards for Grafana. */
final class DashboardPanels {
    private static final Path DASHBOARDS = Path.of("..", "deploy", "grafana", "dashboards");

    private DashboardPanels() {}

    /**
     * One query of a panel.
     *
     * @param panel dashboard and panel
     * @param expression as Prometheus reads it, with the interval of rates filled in
     */
    record Query(String panel, String expression) {}

    /** @param rateInterval replaces Grafana's variable */
    static List<Query> all(String rateInterval) throws IOException {
        List<Query> queries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DASHBOARDS, "*.json")) {
            for (Path file : files) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                for (JsonNode panel : dashboard.path("panels")) {
                    for (JsonNode target : panel.path("targets")) {
                        queries.add(new Query(
                                dashboard.path("title").asText() + " / "
                                        + panel.path("title").asText(),
                                target.path("expr").asText().replace("$__rate_interval", rateInterval)));
                    }
                }
            }
        }
        return queries;
    }

    /** Each dashboard as JSON. */
    static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(DASHBOARDS, "*.json")) {
            for (Path file : files) {
                dashboards.add(new ObjectMapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }
}

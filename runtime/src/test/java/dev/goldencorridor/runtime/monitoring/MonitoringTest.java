package dev.goldencorridor.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.health.Readiness;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonitoringTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theEndpointServesMetricsHealthAndInformation() throws Exception {
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.SINK, settings(Map.of()))) {
            monitoring.health().application("sink", () -> Readiness.of(true, "delivering"));
            HttpResponse<String> metrics = get(monitoring, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body())
                    .contains("# TYPE corridor_ready gauge", "corridor_ready{application=\"sink\"} 1.0")
                    .contains("jvm_memory_used_bytes", "process_cpu_seconds_total ");
            assertThat(get(monitoring, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(monitoring, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(monitoring, "/info").body()).startsWith("{\"command\":\"sink\",\"java\":\"");
            assertThat(get(monitoring, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aProbeThatFailsAnswers503WithTheReason() throws Exception {
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.SINK, settings(Map.of()))) {
            monitoring.health().application("sink", () -> Readiness.of(false, "joining the group"));
            HttpResponse<String> ready = get(monitoring, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("joining the group");
        }
    }

    @Test
    void onlyReadingIsAllowed() throws Exception {
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.SINK, settings(Map.of()))) {
            HttpRequest post = HttpRequest.newBuilder(uri(monitoring, "/metrics"))
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void twoInstancesOnOneMachineDoNotCollide() {
        try (Monitoring one = Monitoring.start(MonitoredProcess.BOARD, settings(Map.of()));
                Monitoring other = Monitoring.start(MonitoredProcess.BOARD, settings(Map.of()))) {
            assertThat(one.address()).isNotEqualTo(other.address());
            assertThat(other.address().orElseThrow().getPort() % 10).isEqualTo(4);
        }
    }

    @Test
    void aPortInUseIsAnErrorThatNamesTheSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(Map.of(MonitoringSettings.PORT_CONFIG, "" + taken.getLocalPort()));
            assertThatThrownBy(() -> Monitoring.start(MonitoredProcess.SINK, settings))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("Set metrics.port to a free port, to auto, or to 0");
        }
    }

    @Test
    void port0TurnsTheEndpointOff() {
        try (Monitoring monitoring =
                Monitoring.start(MonitoredProcess.SINK, settings(Map.of(MonitoringSettings.PORT_CONFIG, "0")))) {
            assertThat(monitoring.address()).isEmpty();
        }
    }

    @Test
    void aPortMustBeAPort() {
        for (String port : new String[] {"-1", "65536", "any", ""}) {
            assertThatThrownBy(() -> settings(Map.of(MonitoringSettings.PORT_CONFIG, port)))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("metrics.port");
        }
        assertThat(settings(Map.of(MonitoringSettings.PORT_CONFIG, "65535"))).isNotNull();
    }

    private HttpResponse<String> get(Monitoring monitoring, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(monitoring, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(Monitoring monitoring, String path) {
        return monitoring.address().orElseThrow().resolve(path);
    }

    private static Settings settings(Map<String, String> given) {
        return Settings.of(MonitoringSettings.defineIn(CommonSettings.definition()), given);
    }
}

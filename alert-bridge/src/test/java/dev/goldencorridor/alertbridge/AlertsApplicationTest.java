package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsApplicationTest {
    @Test
    void aBridgeRunsOnce() {
        Settings settings = Settings.of(
                AlertSettings.definition(),
                Map.of(
                        CommonSettings.BOOTSTRAP_SERVERS_CONFIG,
                        "127.0.0.1:1",
                        AlertSettings.TO_CONFIG,
                        "alertmanager=http://127.0.0.1:1"));
        AlertsApplication bridge = AlertsApplication.create(settings);
        bridge.close();
        bridge.run();
        assertThatThrownBy(bridge::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs once");
    }
}

package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayPlanTest {
    @TempDir
    private Path directory;

    @Test
    void aNewPlaceInTheCatalogueOrAHubThatBecomesAPortChangesTheFingerprint() throws IOException {
        DelayPlan plan = new AlertsDriver(directory, 0, 1).plan(AlertsDriver.sameThresholds("1h,-,-"), false);
        long builtIn = plan.fingerprint(PortCatalogue.builtIn());
        assertThat(plan.fingerprint(catalogueWith("esr:1,One,HUB,KZ,Asia/Almaty,,")))
                .isNotEqualTo(builtIn);
        assertThat(plan.fingerprint(catalogueWith("KZALA,Almaty,BORDER_PORT,KZ,Asia/Almaty,,")))
                .isNotEqualTo(builtIn);
        assertThat(plan.fingerprint(catalogueWith("KZALA,Alma-Ata,HUB,KZ,Asia/Almaty,,")))
                .isEqualTo(builtIn);
    }

    private PortCatalogue catalogueWith(String row) throws IOException {
        Path file = Files.writeString(
                directory.resolve("ports.csv"), "code,name,kind,country,zone,latitude,longitude\n" + row + "\n");
        return PortCatalogue.of(
                Settings.of(ProcessorSettings.definition(), Map.of(CommonSettings.PORTS_FILE_CONFIG, file.toString())));
    }
}

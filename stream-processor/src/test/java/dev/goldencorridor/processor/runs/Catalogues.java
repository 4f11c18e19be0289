package dev.goldencorridor.processor.runs;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Port catalogues for tests. */
final class Catalogues {
    private Catalogues() {}

    /** Returns the built-in catalogue with these rows, each of code, name, kind, country and zone. */
    static PortCatalogue with(String... rows) {
        StringBuilder csv = new StringBuilder("code,name,kind,country,zone,latitude,longitude\n");
        for (String row : rows) {
            csv.append(row).append(",43.25,76.95\n");
        }
        try {
            Path file = Files.createTempFile("ports", ".csv");
            try {
                Files.writeString(file, csv);
                return PortCatalogue.of(Settings.of(
                        CommonSettings.definition(), Map.of(CommonSettings.PORTS_FILE_CONFIG, file.toString())));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

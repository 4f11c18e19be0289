package dev.goldencorridor.schemas.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortCatalogueTest {
    private static final String HEADER = "code,name,kind,country,zone\n";

    @TempDir
    private Path directory;

    @Test
    void aFileAddsPortsAndReplacesBuiltInOnes() throws IOException {
        PortCatalogue ports = of(
                HEADER + "CNTUG,Torugart,BORDER_PORT,CN,Asia/Shanghai\n" + "KZALA,Almaty,BORDER_PORT,KZ,Asia/Almaty\n");
        assertThat(ports.isBorderPort("CNTUG")).isTrue();
        assertThat(ports.isBorderPort("KZALA")).isTrue();
        assertThat(ports.isBorderPort("CNHRS")).isTrue();
        assertThat(ports.zone("CNTUG")).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void aPlaceMayHaveSpacesAndLettersOfAnyScriptInEitherNormalForm() throws IOException {
        PortCatalogue ports = of(HEADER + "it:MILANO CENTRALE,Milano,HUB,IT,Europe/Rome\n"
                + "fi:KA\u0308P,Käpylä,BORDER_PORT,FI,Europe/Helsinki\n");
        assertThat(ports.zone("it:MILANO CENTRALE")).isEqualTo(ZoneId.of("Europe/Rome"));
        assertThat(ports.isBorderPort("fi:K\u00c4P")).isTrue();
    }

    @Test
    void aFileWithoutItsHeaderIsAnError() {
        assertThatThrownBy(() -> of("CNTUG,Torugart,BORDER_PORT,CN,Asia/Shanghai\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ports.csv:1: ")
                .hasMessageContaining("'code,name,kind,country,zone'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    CNTUG,Torugart,BORDER,CN,Asia/Shanghai ; 'BORDER' is no kind of facility
                    CNTUG,Torugart,HUB,CN,Asia/Torugart    ; 'Asia/Torugart' is no time zone
                    CNTUG,Torugart,HUB,CN                  ; the row has 4 values
                    esr:*,All,HUB,KZ,Asia/Almaty           ; 'esr:*' cannot be a facility's code
                    Almaty,Almaty,HUB,KZ,Asia/Almaty       ; 'Almaty' cannot be a facility's code
                    """)
    void aFaultyRowIsNamedWithFileAndLine(String row, String message) {
        assertThatThrownBy(() -> of(HEADER + row + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ports.csv:2: ")
                .hasMessageContaining(message);
    }

    @Test
    void aPortThatIsNamedTwiceIsAnError() {
        assertThatThrownBy(() -> of(
                        HEADER + "CNTUG,Torugart,HUB,CN,Asia/Shanghai\nCNTUG,Torugart,BORDER_PORT,CN,Asia/Shanghai\n"))
                .hasMessageContaining("ports.csv:3: the code 'CNTUG' is in line 2 already");
    }

    private PortCatalogue of(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("ports.csv"), text);
        return PortCatalogue.of(
                Settings.of(CommonSettings.definition(), Map.of(CommonSettings.PORTS_FILE_CONFIG, file.toString())));
    }
}

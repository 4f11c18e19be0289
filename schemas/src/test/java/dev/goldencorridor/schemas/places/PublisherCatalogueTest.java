package dev.goldencorridor.schemas.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublisherCatalogueTest {
    private static final Duration REREAD_INTERVAL = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    @Test
    void aPublisherReportsItsOwnFacilitiesAndNoOthers() {
        PublisherCatalogue catalogue = PublisherCatalogue.builtIn();
        assertThat(catalogue.mayReport("khorgos", "CNHRS")).isTrue();
        assertThat(catalogue.mayReport("khorgos", "CNAKL")).isFalse();
        assertThat(catalogue.mayReport("khorgos", "CNHRSX")).isFalse();
        assertThat(catalogue.mayReport("nobody", "CNHRS")).isFalse();
    }

    @Test
    void aWildcardCoversItsWholeSchemeAndNothingElse() {
        PublisherCatalogue catalogue = PublisherCatalogue.builtIn();
        assertThat(catalogue.mayReport("gb-trust", "stanox:87261")).isTrue();
        assertThat(catalogue.mayReport("gb-trust", "stanoxy:87261")).isFalse();
        assertThat(catalogue.mayReport("gb-trust", "esr:707701")).isFalse();
        assertThat(catalogue.mayReport("ktz", "esr:707701")).isTrue();
    }

    @Test
    void aPlaceMayHaveLettersOfAnyScriptAndASchemeCoversPlacesWithSpaces() throws IOException {
        PublisherCatalogue catalogue = of(Files.writeString(
                directory.resolve("publishers.csv"), "publisher,facilities\nfinland,fi:KA\u0308P\nitaly,it:*\n"));
        assertThat(catalogue.mayReport("finland", "fi:K\u00c4P")).isTrue();
        assertThat(catalogue.mayReport("italy", "it:MILANO CENTRALE")).isTrue();
    }

    @Test
    void semicolonsSeparateCodesThatHaveSpaces() throws IOException {
        PublisherCatalogue catalogue = of(Files.writeString(
                directory.resolve("publishers.csv"),
                "publisher,facilities\nitaly,it:MILANO CENTRALE; it:ROMA TERMINI ;ITGOA\nturin,it:TORINO P.NUOVA;\n"));
        assertThat(catalogue.mayReport("italy", "it:MILANO CENTRALE")).isTrue();
        assertThat(catalogue.mayReport("italy", "it:ROMA TERMINI")).isTrue();
        assertThat(catalogue.mayReport("italy", "ITGOA")).isTrue();
        assertThat(catalogue.mayReport("turin", "it:TORINO P.NUOVA")).isTrue();
        assertThat(catalogue.mayReport("italy", "it:MILANO")).isFalse();
    }

    @Test
    void theReporterOfAFacilityIsAPublisherThatMayReportIt() {
        PublisherCatalogue catalogue = PublisherCatalogue.builtIn();
        assertThat(catalogue.reporterOf("CNHRS")).contains("khorgos");
        assertThat(catalogue.reporterOf("esr:707701")).contains("ktz");
        assertThat(catalogue.reporterOf("esr:*")).contains("ktz");
        assertThat(catalogue.reporterOf("uic:7010014")).isEmpty();
        assertThat(catalogue.reporterOf("")).isEmpty();
    }

    @Test
    void aReporterThatNamesTheFacilityPrecedesOneOfTheSchemeAndThenTheFirstNameWins() throws IOException {
        Path file = Files.writeString(
                directory.resolve("publishers.csv"),
                "publisher,facilities\nzzz,esr:707701\nbaku,esr:* CNHRS\nabak,CNHRS\n");
        PublisherCatalogue catalogue = of(file);
        assertThat(catalogue.reporterOf("esr:707701")).contains("zzz");
        assertThat(catalogue.reporterOf("esr:1")).contains("baku");
        assertThat(catalogue.reporterOf("CNHRS")).contains("abak");
    }

    @Test
    void noPublisherIsCalledCritical() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\ncritical,AZBAK\n");
        assertThatThrownBy(() -> of(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":2")
                .hasMessageContaining("'critical' cannot name a publisher")
                .hasMessageContaining("delays.critical");
    }

    @Test
    void aFileAddsPublishersWithoutARestart() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        PublisherCatalogue catalogue = of(file);
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();
        assertThat(catalogue.mayReport("khorgos", "CNHRS")).isTrue();

        change(file, "publisher,facilities\nbaku,AZBAK AZALT\npoti,GEPTI\n");
        await(() -> catalogue.contains("poti"));
        assertThat(catalogue.mayReport("baku", "AZALT")).isTrue();
        assertThat(catalogue.reporterOf("GEPTI")).contains("poti");
    }

    @Test
    void aFileDamagedAtRunTimeLeavesTheCatalogueAsItWas() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        PublisherCatalogue catalogue = of(file);
        Files.write(file, new byte[] {'p', (byte) 0xC3, 0x28, '\n', '"', '\n'});
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        await(() -> catalogue.fault().isPresent());
        assertThat(catalogue.fault())
                .hasValueSatisfying(message -> assertThat(message).contains(file + ":1", "not UTF-8"));
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();
    }

    @Test
    void aHalfWrittenFileHasNoEffectAndItsCompletionHasWhateverItsModificationTime() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        PublisherCatalogue catalogue = of(file);
        change(file, "publisher,facilities\nbak");
        await(() -> catalogue.fault().isPresent());
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();

        change(file, "publisher,facilities\nbaku,AZBAK AZALT\n");
        await(() -> catalogue.mayReport("baku", "AZALT"));
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();
        assertThat(catalogue.fault()).isEmpty();
    }

    @Test
    void anEmptiedOrDeletedFileIsReadWhenItIsCompleteAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        PublisherCatalogue catalogue = of(file);
        change(file, "");
        await(() -> catalogue.fault().isPresent());
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();
        Files.delete(file);
        await(() -> catalogue
                .fault()
                .filter(message -> message.contains("cannot read"))
                .isPresent());
        assertThat(catalogue.mayReport("baku", "AZBAK")).isTrue();
        change(file, "publisher,facilities\nbaku,AZBAK\npoti,GEPTI\n");
        await(() -> catalogue.contains("poti"));
    }

    @Test
    void aFileWithoutAHeaderIsAnErrorThatNamesIt() throws IOException {
        for (String text : new String[] {"", "baku,AZBAK\npoti,GEPTI\n", "\n"}) {
            Path file = Files.writeString(directory.resolve("publishers.csv"), text);
            assertThatThrownBy(() -> of(file))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(file + ":1: the first line must be the header 'publisher,facilities'");
        }
    }

    @Test
    void aHeaderWithAByteOrderMarkIsRead() throws IOException {
        Path file =
                Files.writeString(directory.resolve("publishers.csv"), "\uFEFFpublisher,facilities\r\nbaku,AZBAK\r\n");
        assertThat(of(file).mayReport("baku", "AZBAK")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    baku             ; the row has 1 values
                    baku,AZBAK,AZALT ; the row has 3 values
                    baku,            ; publisher 'baku' has no facilities
                    baku,*           ; '*' cannot be a facility
                    baku,AZ*         ; 'AZ*' cannot be a facility
                    baku,:*          ; ':*' cannot be a facility
                    baku,AZBAK/X     ; 'AZBAK/X' cannot be a facility
                    it,it:MILANO CENTRALE ; 'CENTRALE' cannot be a facility: write a UN/LOCODE, scheme:code, or scheme:*
                    poti,AZALT       ; the publisher 'poti' is in line 2 already
                    """)
    void aFaultyRowIsNamedWithFileAndLine(String row, String message) throws IOException {
        Path file = Files.writeString(
                directory.resolve("publishers.csv"), "publisher,facilities\npoti,GEPTI\n" + row + "\n");
        assertThatThrownBy(() -> of(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":3: " + message);
    }

    @Test
    void aFaultNamesFileAndLine() throws IOException {
        Path file = Files.writeString(
                directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\nNot Good,X\n");
        assertThatThrownBy(() -> of(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file + ":3")
                .hasMessageContaining("Not Good");
    }

    @Test
    void aClosedCatalogueReadsItsFileNoMore() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        PublisherCatalogue open = of(file);
        PublisherCatalogue closed = of(file);
        closed.close();
        change(file, "publisher,facilities\naktau,KZAAU\n");
        await(() -> open.contains("aktau"));
        assertThat(closed.publishers()).contains("baku").doesNotContain("aktau");
        Files.delete(file);
        await(() -> open.fault().isPresent());
        assertThat(closed.fault()).isEmpty();
    }

    @Test
    void aFileWithoutTheColumnsIsReported() throws IOException {
        Path file = Files.writeString(directory.resolve("publishers.csv"), "name,places\nbaku,AZBAK\n");
        assertThatThrownBy(() -> of(file))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("publisher");
    }

    @Test
    void aFileThatIsNotUtf8IsReported() throws IOException {
        Path file = Files.write(
                directory.resolve("publishers.csv"),
                "publisher,facilities\nbak\u00fc,AZBAK\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> of(file)).isInstanceOf(SettingsException.class).hasMessageContaining(file.toString());
    }

    private static PublisherCatalogue of(Path file) {
        return PublisherCatalogue.of(
                Settings.of(
                        CommonSettings.definition(), Map.of(CommonSettings.PUBLISHERS_FILE_CONFIG, file.toString())),
                REREAD_INTERVAL);
    }

    /** The modification time is always the same, as on file systems whose clocks are coarse. */
    private static void change(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }
}

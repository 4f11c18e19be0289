package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFileTest {
    @ParameterizedTest
    @CsvSource({
        "csv,    bom-utf8.csv,            UTF-8",
        "csv,    bom-utf16le.csv,         UTF-8",
        "csv,    utf16be-without-bom.csv, UTF-8",
        "csv,    all-in-windows-1251.csv, windows-1251",
        "csv,    all-in-gbk.csv,          GBK",
        "csv,    two.csv.unknown,         UTF-8",
        "ndjson, capture.ndjson.gz,       UTF-8",
    })
    void filesInAnyEncodingAndGzipAreRead(String format, String file, String encoding) {
        DryRun.of(format, file, "--encoding", encoding).hasFaults().hasGood(2).exits(0);
    }

    @Test
    void aRowInAnotherEncodingIsTheOnlyFault() {
        DryRun.of("csv", "row-in-windows-1251.csv")
                .hasFaults("row-in-windows-1251.csv:5: not UTF-8; try --encoding windows-1251")
                .hasGood(3)
                .exits(1);
    }

    @Test
    void theRowsOfAFileInAnotherEncodingAreFaulty() {
        DryRun.of("csv", "all-in-gbk.csv")
                .hasFaults("all-in-gbk.csv:2: not UTF-8; try --encoding")
                .hasGood(1)
                .exits(1);
    }

    @Test
    void anUnknownEncodingIsNamed() {
        DryRun run = DryRun.of("csv", "bom-utf8.csv", "--encoding", "klingon");
        assertThat(run.faults().get(0)).contains("--encoding", "'klingon' is no encoding of this JDK");
        run.exits(2);
    }

    @Test
    void eachEntryOfAZipIsRead() {
        DryRun.of("csv", "three.zip")
                .hasFaults(
                        "cannot read three.zip!inner.zip: it is an archive within an archive",
                        "three.zip!april/два.csv:3: facility: 'KZD1' is neither")
                .hasGood(3)
                .exits(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encrypted.zip     | cannot read encrypted.zip: an entry of the archive is encrypted.",
                "nested.csv.gz     | cannot read nested.csv.gz: it is an archive within an archive.",
                "workbook.xlsx     | cannot read workbook.xlsx: it is an Excel workbook. Save the sheet as CSV UTF-8",
            })
    void whatCannotBeUnpackedIsExplainedInOneLine(String file, String fault) {
        DryRun.of("csv", file).hasFaults(fault).hasGood(0).exits(2);
    }

    @Test
    void aCutOffFileIsReadUpToItsEnd() {
        DryRun run = DryRun.of("ndjson", "cut-off.ndjson.gz");
        run.hasFaults("cannot read cut-off.ndjson.gz: the compressed file is cut off");
        assertThat(run.exitCode()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"csv, bom-utf16le.csv, 2", "ndjson, capture.ndjson.gz, 2", "csv, three.zip, 3"})
    void aNamedPipeIsReadLikeItsFile(String format, String file, int good, @TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> write(DryRun.path(file), pipe));
        writer.start();
        DryRun.run(List.of(
                        "--dry-run",
                        "-p",
                        "ktzfreight",
                        "-f",
                        format,
                        "--set=publishers.file=" + DryRun.path("publishers-with-bom.csv"),
                        pipe.toString()))
                .hasGood(good);
        writer.join();
    }

    private static void write(Path file, Path pipe) {
        try (OutputStream out = new FileOutputStream(pipe.toFile())) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"csv", "ndjson", "trust"})
    void aBombIsReadInConstantMemory(String format, @TempDir Path directory) throws IOException {
        Path bomb = directory.resolve("bomb");
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write('"');
            for (int i = 0; i < 32; i++) {
                out.write(chunk);
            }
        }
        DryRun run = DryRun.run(List.of("--dry-run", "-p", "gb-trust", "-f", format, bomb.toString()));
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.faults()).isNotEmpty().allSatisfy(fault -> assertThat(fault)
                .hasSizeLessThan(500));
    }
}

package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files of the page: small, of known origin, and without markup or scripts inside of texts. */
final class PageFilesTest {
    private static final Path PAGE = Path.of("src/main/resources/dev/goldencorridor/operationscentre/page");
    private static final Path HASHES = Path.of("npm/vendored.sha256");
    private static final int MAX_PAGE_BYTES = 150_000;
    private static final int MAX_LINES = 300;
    /** What could make data a script, or break the content security policy. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|setAttribute\\('style'");

    private static List<Path> files(String directory, String end) {
        try (Stream<Path> paths = Files.walk(PAGE.resolve(directory))) {
            return paths.filter(path -> path.toString().endsWith(end) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's files cannot be listed", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String text(Path file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }

    @Test
    void thePageIsSmall() {
        int total =
                files("", "").stream().mapToInt(file -> compressed(read(file))).sum();
        assertThat(total).as("bytes of the whole page, gzipped").isLessThanOrEqualTo(MAX_PAGE_BYTES);
    }

    private static int compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return out.size();
    }

    @Test
    void vendoredFilesAreThoseOfTheScript() throws NoSuchAlgorithmException {
        List<String> hashes = new ArrayList<>();
        List<Path> vendored = Stream.concat(files("data", "").stream(), files("vendor", "").stream())
                .toList();
        for (Path file : vendored) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(read(file));
            String name = PAGE.relativize(file).toString().replace('\\', '/');
            hashes.add(HexFormat.of().formatHex(hash) + "  " + name);
        }
        assertThat(hashes)
                .as("run 'npm ci && node vendor.mjs' in operations-centre/npm")
                .containsExactlyInAnyOrderElementsOf(text(HASHES).lines().toList());
    }

    @Test
    void modulesAreShortAndNeverMakeMarkupOfData() {
        for (Path module : files("app", ".js")) {
            assertThat(text(module).lines().count()).as(module.toString()).isLessThanOrEqualTo(MAX_LINES);
            assertThat(text(module)).as(module.toString()).doesNotContainPattern(FORBIDDEN);
        }
        assertThat(text(PAGE.resolve("index.html")))
                .as("no inline style or script")
                .doesNotContain("style=", "<style", "onclick")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    /** So the contrast of each theme holds in every language, and any other rule holds in both themes. */
    @Test
    void aThemeChangesOnlyColoursAndALanguageChangesNoStyle() {
        for (Path file : files("styles", ".css")) {
            String withoutThemes =
                    text(file).replaceAll(":root\\[data-theme='\\w+']\\s*\\{\\s*color-scheme: \\w+;\\s*}", "");
            assertThat(withoutThemes).as(file.toString()).doesNotContain("data-theme", "prefers-color", "lang");
            assertThat(withoutThemes.replaceAll("light-dark\\(#[0-9a-f]+, #[0-9a-f]+\\)", ""))
                    .as("the function light-dark chooses colours in " + file)
                    .doesNotContain("light-dark");
        }
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        for (Path file : files("", "")) {
            String name = PAGE.relativize(file).toString();
            if (!name.startsWith("vendor") && !name.endsWith(".svg")) {
                assertThat(text(file).replace("http://www.w3.org/2000/svg", ""))
                        .as(name)
                        .doesNotContain("http://", "https://");
            }
        }
    }
}

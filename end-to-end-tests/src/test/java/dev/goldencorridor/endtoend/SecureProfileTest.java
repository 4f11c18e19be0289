package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page on tests has a reason for each test that does not run on secure servers. */
class SecureProfileTest {
    private static final Pattern EXCLUDED = Pattern.compile("<exclude>\\*\\*/(\\w+)\\.java</exclude>");
    private static final Pattern NAMED = Pattern.compile("`(\\w+IT)`");

    @Test
    void eachExcludedTestHasAReason() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "testing.md"));
        String section = page.substring(page.indexOf("| not in the profile |"), page.indexOf("### Tests that skip"));
        String reasons = section.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .collect(Collectors.joining());
        assertThat(all(NAMED, reasons))
                .isNotEmpty()
                .isEqualTo(all(EXCLUDED, Files.readString(Path.of("pom.xml"))))
                .allSatisfy(test -> assertThat(Path.of("src", "test", "java", "dev", "goldencorridor"))
                        .isDirectoryRecursivelyContaining("glob:**/" + test + ".java"));
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The known advisories of our dependencies, in docs/advisories.csv. A decision is reviewed by a date. After that date
 * the test is skipped with a message, since time alone must not break a build; {@code -Dadvisories.strict=true} makes it
 * fail.
 */
class AdvisoriesTest {
    private static final Path FILE = Path.of("..", "docs", "advisories.csv");
    private static final Path POM = Path.of("..", "pom.xml");

    record Advisory(String property, String names, String fixedIn, String resolution, LocalDate reviewBy) {}

    static Stream<Advisory> advisories() throws Exception {
        return Files.readAllLines(FILE).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(row -> new Advisory(row[0], row[1], row[2], row[3], LocalDate.parse(row[4])));
    }

    @ParameterizedTest
    @MethodSource("advisories")
    void thePinnedVersionHasTheFix(Advisory advisory) throws Exception {
        Matcher pinned = Pattern.compile("<" + Pattern.quote(advisory.property()) + ">([^<]+)<")
                .matcher(Files.readString(POM));
        assertThat(pinned.find())
                .as(advisory.property() + " is in the root pom")
                .isTrue();
        assertThat(advisory.resolution()).isNotBlank();
        if (!advisory.fixedIn().isEmpty()) {
            assertThat(Arrays.compare(numbers(pinned.group(1)), numbers(advisory.fixedIn())))
                    .as(advisory + " is fixed in the pinned " + pinned.group(1))
                    .isNotNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("advisories")
    void theDecisionIsReviewedInTime(Advisory advisory) {
        boolean inTime = !LocalDate.now(Clock.systemUTC()).isAfter(advisory.reviewBy());
        if (Boolean.getBoolean("advisories.strict")) {
            assertThat(inTime).as("review " + advisory).isTrue();
        }
        assumeTrue(inTime, "review " + advisory + " in docs/advisories.csv, and set another date");
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}

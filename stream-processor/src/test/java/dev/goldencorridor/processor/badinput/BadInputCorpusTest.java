package dev.goldencorridor.processor.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.PipelineDriver;
import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each case of the corpus is admitted, or rejected with its reason. */
class BadInputCorpusTest {
    /** Reasons of other topics and of later steps. */
    private static final Set<RejectReason> ELSEWHERE =
            Set.of(RejectReason.KEY_NOT_FACILITY, RejectReason.TOO_MANY_REPORTS);

    private static final AdmissionBench BENCH = new AdmissionBench();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/bad-input.txt",
            delimiterString = " => ",
            numLinesToSkip = 1,
            maxCharsPerColumn = 10_000)
    void aRecordIsAdmittedOrRejectedWithItsReason(String name, String recipe, String expected) {
        Recipe record = new Recipe(BENCH, recipe);
        Admission.Verdict verdict = BENCH.judge(record.publisher(), record.key(), record.value());
        assertThat(AdmissionBench.name(verdict)).as("%s: %s", name, verdict).isEqualTo(expected);
        if (verdict instanceof Admission.Refused refused) {
            assertThat(refused.message()).isNotBlank().hasSizeLessThan(2_000);
        }
    }

    @Test
    void thePipelineDecidesAboutAllCasesAsTheAdmissionDoes() throws IOException {
        Map<String, Integer> expected = new TreeMap<>();
        try (PipelineDriver pipeline = new PipelineDriver(
                AdmissionBench.RECEIVED, Map.of("clock", "event", "partitions", "1"), BENCH.registry)) {
            for (String line : lines()) {
                String[] parts = line.split(" => ", -1);
                Recipe record = new Recipe(BENCH, parts[1]);
                pipeline.publish(record.publisher(), record.key(), record.value(), AdmissionBench.RECEIVED);
                if (!parts[2].equals(AdmissionBench.ACCEPTED)) {
                    expected.merge(parts[2], 1, Integer::sum);
                }
            }
            // Until the grace of unknown schema ids is over. Calls of the registry are limited, too.
            for (int second = 0; second < 60; second++) {
                pipeline.passTime(Duration.ofSeconds(1));
            }
            Map<String, Integer> reasons = new TreeMap<>();
            pipeline.rejected()
                    .forEach(record ->
                            reasons.merge(RejectHeaders.text(record.headers(), RejectHeaders.REASON), 1, Integer::sum));
            assertThat(reasons).isEqualTo(expected);
        }
    }

    @Test
    void everyReasonOfTheAdmissionHasACase() throws IOException {
        Set<String> expected = lines().stream()
                .map(line -> line.substring(line.lastIndexOf(" => ") + 4))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> reasons = Arrays.stream(RejectReason.values())
                .filter(reason -> !ELSEWHERE.contains(reason))
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        reasons.add(AdmissionBench.ACCEPTED);
        assertThat(expected).isEqualTo(reasons);
        assertThat(lines()).hasSizeGreaterThanOrEqualTo(80);
        assertThat(lines().stream().map(line -> line.substring(0, line.indexOf(" => "))))
                .doesNotHaveDuplicates();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = BadInputCorpusTest.class.getResourceAsStream("/bad-input.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }
}

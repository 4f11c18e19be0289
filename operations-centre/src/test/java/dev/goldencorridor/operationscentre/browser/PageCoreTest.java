package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of single modules of the page. They are written in JavaScript, in the resources of this package: each file is
 * the body of a function that returns how many checks passed, and throws at the first one that fails.
 */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageCoreTest {
    private static final String CHECKS = """
            const build = document.querySelector('script[type=module]').src.split('/assets/')[1].split('/')[0];
            const load = name => import(`/assets/${build}/app/${name}`);
            let passed = 0;
            const equal = (actual, expected, what) => {
              const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
              if (one !== other) throw new Error(`${what}: ${one} instead of ${other}`);
              passed++;
            };
            """;

    private BoardFixture board;
    private BrowserPage page;

    @BeforeAll
    void start(BrowserPage browserPage) {
        page = browserPage;
        board = new BoardFixture(request -> "{}");
        SampleCorridor.fill(board);
        page.open(board.view("help?lang=en"));
    }

    @AfterAll
    void stop() {
        board.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror", "clocks", "truth", "alerts", "exports", "words", "tree", "corridor"})
    void moduleDoesWhatItsTestsSay(String name) throws IOException {
        try (InputStream file = PageCoreTest.class.getResourceAsStream(name + ".js")) {
            String body = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            JsonNode passed = page.run(CHECKS + body + "\nreturn passed;");
            assertThat(passed.asInt()).isPositive();
        }
    }
}

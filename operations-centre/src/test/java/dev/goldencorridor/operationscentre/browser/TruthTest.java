package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page says in words when its picture may not be trusted, in time, and recovers by itself. */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TruthTest {
    private static final String MARKED = "window.isSamePage === true";

    private BoardFixture board;
    private BrowserPage page;

    @BeforeAll
    void start(BrowserPage browserPage) {
        page = browserPage;
        board = new BoardFixture(request -> "{}");
        SampleCorridor.fill(board);
    }

    @AfterAll
    void stop() {
        board.close();
    }

    @BeforeEach
    void openPage() {
        page.open(board.view("overview?lang=en"));
        page.await("document.documentElement.dataset.level === 'ok'");
        page.evaluate("window.isSamePage = true");
    }

    @AfterEach
    void theSignGoesWithoutLoadingThePageAgain() {
        board.ticking(true);
        board.clock("wall", Duration.ZERO);
        board.board().status().live();
        board.put("ops.publishers", "khorgos", SampleCorridor.publisher("khorgos", Instant.now()));
        board.step();
        page.await("document.documentElement.dataset.level === 'ok' && !document.querySelector('.sign')");
        assertThat(page.evaluate(MARKED).asBoolean()).isTrue();
        assertThat(page.text("[data-trips='NETWORK/ALL'] strong")).isEqualTo("51");
    }

    private boolean shows(String sign) {
        return page.count("[data-sign='" + sign + "']") > 0;
    }

    private void awaitSign(String sign, Duration atMost) {
        Awaitility.await(sign)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> shows(sign));
    }

    @Test
    void aLostConnectionShowsWithinThreeSecondsAndARestartHealsIt() {
        board.stop();
        awaitSign("lost", Duration.ofMillis(3_500));
        assertThat(page.text("[data-sign=lost]")).contains("Connection lost", "old");
        assertThat(page.text("[data-state]")).startsWith("Connection lost");
        assertThat(page.evaluate("document.documentElement.dataset.fade").asText())
                .isEqualTo("1");
        assertThat(page.text("[data-trips='NETWORK/ALL'] strong"))
                .as("the old picture stays")
                .isEqualTo("51");
        board.start();
        SampleCorridor.fill(board);
    }

    @Test
    void aPipelineThatDoesNotCommitShowsWithinFiveSeconds() {
        board.ticking(false);
        awaitSign("stalled", Duration.ofMillis(5_500));
        assertThat(shows("lost")).isFalse();
        assertThat(page.text("[data-state]")).startsWith("Not updating");
    }

    @Test
    void aSilentPublisherIsNamedAndTheOthersStayLive() {
        board.put(
                "ops.publishers",
                "khorgos",
                SampleCorridor.publisher("khorgos", Instant.now().minusSeconds(7_200)));
        board.step();
        awaitSign("silent", Duration.ofSeconds(2));
        assertThat(page.text("[data-sign=silent]")).contains("Khorgos", "2 h", "10 min");
        assertThat(page.count("[data-sign]")).isEqualTo(1);
        assertThat(page.text("[data-trips='PORT/CNHRS']")).contains("silent");
        assertThat(page.text("[data-trips='PORT/CNAKL']")).doesNotContain("silent");
        assertThat(page.text("[data-table=publishers] tr.silent")).contains("khorgos");
    }

    @Test
    void aReplayIsNeverStyledAsLive() {
        String liveBorder = page.evaluate("getComputedStyle(document.querySelector('.state')).borderStyle")
                .asText();
        board.clock("event", Duration.ofDays(100));
        page.await("document.documentElement.dataset.mode === 'event'");
        assertThat(page.text("[data-state=replay]")).startsWith("Replay").contains("Event clock");
        assertThat(page.evaluate("getComputedStyle(document.querySelector('.state')).borderStyle")
                        .asText())
                .isEqualTo("dashed")
                .isNotEqualTo(liveBorder);
        assertThat(page.text(".top")).doesNotContain("Live");
    }

    @Test
    void aPipelineThatIsBehindSaysByHowMuch() {
        board.clock("wall", Duration.ofMinutes(12));
        awaitSign("behind", Duration.ofSeconds(3));
        assertThat(page.text("[data-sign=behind]")).contains("12 min behind");
    }

    @Test
    void aServerWithoutBrokerSaysSoAndDoesNotBlameThePipeline() {
        board.board().status().disconnected("no broker answers");
        board.ticking(false);
        awaitSign("disconnected", Duration.ofSeconds(3));
        awaitSign("old", Duration.ofSeconds(15));
        assertThat(shows("stalled")).isFalse();
    }

    @Test
    void aServerThatWaitsForTheRegistrySaysSo() {
        board.board().status().noRegistry("the schema registry does not answer");
        awaitSign("no-registry", Duration.ofSeconds(3));
        assertThat(page.text("[data-sign=no-registry]")).contains("schema registry");
    }
}

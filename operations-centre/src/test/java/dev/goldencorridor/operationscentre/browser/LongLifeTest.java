package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page that stays open for weeks: it loads a new version by itself, and rests while nobody sees it. */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LongLifeTest {
    /**
     * Lets the server's greeting name another build, as a server with a new version does. It counts the loads of the
     * page, and keeps the text of the sign, which may be gone before a slow machine has read it.
     */
    private static final String NEW_BUILD = """
            sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1;
            new MutationObserver(() => {
              const sign = document.querySelector('[data-sign=new-version]');
              if (sign) sessionStorage.sign = sign.textContent;
            }).observe(document, { childList: true, subtree: true });
            const Native = window.EventSource;
            window.EventSource = class extends Native {
              addEventListener(kind, listener) {
                super.addEventListener(kind, event => {
                  const data = event.data?.replace(/"build":"[^"]*"/, '"build":"next"');
                  listener(kind === 'hello' ? new MessageEvent(kind, { data, lastEventId: event.lastEventId }) : event);
                });
              }
            };
            """;
    /** Shortens the half minute after which a hidden tab rests, and records what the page asks of the stream. */
    private static final String SHORT_REST = """
            const later = window.setTimeout;
            window.setTimeout = (work, ms, ...more) => later(work, ms === 30_000 ? 50 : ms, ...more);
            window.streams = [];
            const Source = window.EventSource;
            window.EventSource = class extends Source {
              constructor(url) {
                super(url);
                window.streams.push(url);
              }
            };
            """;

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

    @Test
    void aNewVersionLoadsByItselfOnce() {
        String script = page.beforeEachPage(NEW_BUILD);
        try {
            page.load(board.view("help?lang=en"));
            page.await("sessionStorage.loads === '2' && document.documentElement.dataset.level === 'ok'");
            assertThat(page.evaluate("sessionStorage.sign").asText()).contains("new version");

            // A server that keeps sending the former page must not make it load again and again.
            board.stop();
            page.await("document.querySelector('[data-sign=lost]')");
            board.start();
            SampleCorridor.fill(board);
            page.await("document.documentElement.dataset.level === 'ok'");
            assertThat(page.count("[data-sign=new-version]")).isZero();
            assertThat(page.evaluate("sessionStorage.loads").asText()).isEqualTo("2");
        } finally {
            page.forget(script);
        }
    }

    @Test
    void aHiddenTabRestsAndHasAllChangesWhenItIsSeenAgain() {
        String script = page.beforeEachPage(SHORT_REST);
        String key = "DEDUI|CR|X8003|2026-01-01|ARRIVAL_LATE";
        try {
            page.open(board.view("overview?lang=en"));
            String critical = page.text("[data-count=CRITICAL] strong");
            visibility("hidden");
            Awaitility.await("the tab gives its connection back").until(() -> board.viewers() == 0);

            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            board.put("delays.europe", key, SampleCorridor.alert(key, now, "CRITICAL", 90_000));
            board.step();
            assertThat(page.text("[data-count=CRITICAL] strong")).isEqualTo(critical);

            visibility("visible");
            page.await("document.querySelector('[data-count=CRITICAL] strong').textContent !== '" + critical + "'");
            page.await("document.documentElement.dataset.level === 'ok'");
            assertThat(page.evaluate("window.streams[1]").asText())
                    .as("it asks only for what it missed")
                    .contains("?since=" + board.board().feed().epoch());
        } finally {
            board.delete("delays.europe", key);
            page.forget(script);
        }
    }

    private void visibility(String state) {
        page.evaluate("Object.defineProperty(document, 'visibilityState', { value: '" + state
                + "', configurable: true }); document.dispatchEvent(new Event('visibilitychange')); 0");
    }
}

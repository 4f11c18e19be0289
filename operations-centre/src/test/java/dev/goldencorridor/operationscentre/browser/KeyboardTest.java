package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.operationscentre.api.WriteRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each flow of the board by keys alone. Tab reaches every control, the focus is visible, and it stays in its place. */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyboardTest {
    private static final String ALERT = "alert/CNHRS%7CCR%7CX9001%7C2026-01-01%7CCLEARANCE_OVERDUE?lang=en";
    private static final String RUNS = "[data-table=runs] ";

    private BoardFixture board;
    private BrowserPage page;

    @BeforeAll
    void start(BrowserPage browserPage) {
        page = browserPage;
        board = new BoardFixture(this::acknowledgement);
        SampleCorridor.fill(board);
        page.takeProblems();
    }

    @AfterAll
    void stop() {
        board.close();
    }

    @AfterEach
    void nothingFailsInTheBrowser() {
        assertThat(page.takeProblems()).isEmpty();
    }

    /** As the server makes it. */
    private String acknowledgement(WriteRequest request) {
        try {
            String alert = request.path().get(1);
            String raised = board.board()
                    .feed()
                    .value("delays.khorgos", alert)
                    .map(text -> text.replaceAll(".*\"raisedAt\":\"([^\"]+)\".*", "$1"))
                    .orElseThrow();
            var body = DevTools.JSON.readTree(request.body());
            return DevTools.parameters()
                    .put("alertKey", alert)
                    .put("raisedAt", raised)
                    .put("acknowledgedAt", raised)
                    .put("by", body.get("by").asText())
                    .put("reason", body.get("reason").asText())
                    .put("until", body.get("until").asText(null))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the page sent no JSON", e);
        }
    }

    @Test
    void anAlertIsAcknowledgedAndTheAcknowledgementWithdrawn() {
        page.open(board.view(ALERT));
        page.tabTo("#acknowledge");
        page.press("Enter");
        page.await("document.activeElement.matches('dialog[open] input[name=by]')");
        page.type("Li Wei");
        page.press("Tab");
        assertThat(page.hasFocus("dialog textarea[name=reason]")).isTrue();
        page.type("inspector is on the way");
        page.press("Tab");
        assertThat(page.hasFocus("dialog select[name=until]")).isTrue();
        page.press("ArrowDown");
        assertThat(page.evaluate("document.activeElement.value").asText()).isEqualTo("12");
        page.press("Tab");
        page.press("Enter");
        page.await("document.querySelector('[data-panel=alert-answer]').textContent.includes('Li Wei')");
        assertThat(page.text("[data-panel=alert-answer]")).contains("inspector is on the way");
        page.await("!document.querySelector('dialog') && document.activeElement.id === 'acknowledge'");

        page.press("Tab");
        assertThat(page.hasFocus("#withdraw")).isTrue();
        page.press("Enter");
        page.await("document.querySelector('dialog[open]')");
        page.press("Escape");
        page.await("!document.querySelector('dialog')");
        assertThat(page.hasFocus("#withdraw")).as("Escape changes nothing").isTrue();
        page.press("Enter");
        page.await("document.activeElement.matches('dialog[open] button[type=submit]')");
        page.press("Enter");
        page.await("!document.querySelector('#withdraw')");
        assertThat(page.text("[data-panel=alert-answer]")).doesNotContain("Li Wei");
        page.await("!document.querySelector('dialog') && document.activeElement.id === 'acknowledge'");
    }

    @Test
    void aTableIsSorted() {
        page.open(board.view("runs?lang=en"));
        page.tabTo(RUNS + "thead button");
        page.press("Enter");
        page.await("location.search.includes('runs.sort=train')");
        assertThat(page.text(RUNS + "tbody tr th")).startsWith("X8001");
        page.press("Space");
        page.await("location.search.includes('runs.sort=-train')");
        assertThat(page.text(RUNS + "tbody tr th")).startsWith("X9006");
        assertThat(page.hasFocus(RUNS + "[aria-sort=descending] button")).isTrue();
    }

    @Test
    void columnsAreChosen() {
        page.open(board.view("runs?lang=en"));
        int columns = page.count(RUNS + "thead th");
        page.tabTo(RUNS + "details summary");
        page.press("Enter");
        page.press("Tab");
        assertThat(page.hasFocus(RUNS + "details[open] input[type=checkbox]")).isTrue();
        page.press("Space");
        page.await("location.search.includes('runs.columns=')");
        assertThat(page.count(RUNS + "thead th")).isNotEqualTo(columns);
        assertThat(page.hasFocus(RUNS + "details input")).isTrue();
        page.press("Space");
        page.await("document.querySelectorAll('[data-table=runs] thead th').length === " + columns);
        page.press("Escape");
        assertThat(page.count(RUNS + "details[open]")).isZero();
        assertThat(page.hasFocus(RUNS + "details summary")).isTrue();
    }

    @Test
    void aTableIsSavedAsAFile() {
        page.open(board.view("runs?lang=en"));
        page.evaluate("URL.createObjectURL = blob => { window.saved = blob; return '#saved'; };"
                + "HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; }; 0");
        page.tabTo(RUNS + "button.export");
        page.press("Enter");
        page.await("window.savedName === 'corridor-runs.csv'");
        page.press("Tab");
        page.press("Space");
        page.await("window.savedName === 'corridor-runs.json'");
        assertThat(page.hasFocus(RUNS + "button.export")).isTrue();
    }

    @Test
    void aListIsFiltered() {
        page.open(board.view("runs?lang=en"));
        page.tabTo("main select[name=state]");
        page.press("ArrowDown");
        page.await("location.search.includes('state=PLANNED')");
        page.await("document.querySelectorAll('[data-table=runs] tbody tr').length === 1");
        assertThat(page.hasFocus("main select[name=state]")).isTrue();
        page.press("ArrowUp");
        page.await("document.querySelectorAll('[data-table=runs] tbody tr').length > 1");
    }

    @Test
    void theLanguageIsChosen() {
        page.open(board.view("overview?lang=en"));
        page.press("/");
        page.tabTo("select[name=lang]");
        page.press("ArrowDown");
        page.await("document.documentElement.lang.startsWith('zh')");
        assertThat(page.hasFocus("select[name=lang]")).isTrue();
        page.press("ArrowDown");
        page.await("document.documentElement.lang.startsWith('ru')");
        assertThat(page.text("h1")).isNotEmpty();
    }

    @Test
    void escapeLeavesTheHelpAndTheSearchAndTheFocusReturns() {
        page.open(board.view("runs?lang=en"));
        page.tabTo(RUNS + "tbody a");
        String link =
                page.evaluate("document.activeElement.getAttribute('href')").asText();
        String isOnLink = "document.activeElement.getAttribute('href') === " + BrowserPage.quoted(link);
        page.press("?");
        page.await("location.pathname === '/view/help' && document.activeElement.id === 'main'");
        assertThat(page.text("[data-panel=help-keys]")).contains("Esc");
        page.press("Escape");
        page.await("location.pathname === '/view/runs' && " + isOnLink);
        page.press("/");
        page.await("document.activeElement.id === 'search'");
        page.type("X900");
        page.await("document.querySelectorAll('#results li').length === 6");
        page.press("Escape");
        page.await(isOnLink);
        assertThat(page.evaluate("document.querySelector('#search').value").asText())
                .isEmpty();
        assertThat(page.count("#results li")).isZero();
    }
}

package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page is usable without mouse and with a screen reader: axe-core finds nothing, and each flow works by keys. */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessibilityTest {
    private static final String RUN_AXE = """
            const options = { resultTypes: ['violations'], preload: false, iframes: false };
            const { violations } = await axe.run(document, Object.assign(options, %s));
            return violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)} `
                + one.nodes[0].failureSummary);
            """;

    private static final String ALL_RULES = "{}";
    private static final String RULES_OF_COLOURS =
            "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";
    private static final String ALL_BUT_CONTRAST = "{ rules: { 'color-contrast': { enabled: false } } }";

    private BoardFixture board;
    private BrowserPage page;

    @BeforeAll
    void start(BrowserPage browserPage) throws IOException {
        page = browserPage;
        board = new BoardFixture(request -> "{}");
        SampleCorridor.fill(board);
        page.open(board.view("overview?lang=en"));
        try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }
    }

    @AfterAll
    void stop() {
        board.close();
    }

    private List<String> violations(String where) {
        return violations(where, ALL_RULES);
    }

    private List<String> violations(String where, String rules) {
        List<String> found = new ArrayList<>();
        for (JsonNode violation : page.run(RUN_AXE.formatted(rules))) {
            found.add(where + ": " + violation.asText());
        }
        return found;
    }

    /**
     * Contrast takes nine tenths of the time of all rules. It does not depend on the language, and a theme changes
     * only colours: {@link PageFilesTest} holds the style sheets to both.
     */
    @Test
    void axeFindsNothingInAnyViewThemeAndLanguage() {
        List<String> found = new ArrayList<>();
        for (String view : PageTest.VIEWS) {
            found.addAll(violations(go(view, "en", "light"), ALL_RULES));
            found.addAll(violations(go(view, "en", "dark"), RULES_OF_COLOURS));
            found.addAll(violations(go(view, "zh", "light"), ALL_BUT_CONTRAST));
            found.addAll(violations(go(view, "ru", "dark"), ALL_BUT_CONTRAST));
        }
        assertThat(found).isEmpty();
    }

    /** Shows a view completely. Returns its address. */
    private String go(String view, String language, String theme) {
        String address = "/view/" + view + (view.contains("?") ? "&" : "?") + "lang=" + language + "&theme=" + theme;
        page.go(address);
        page.await("!document.querySelector('main .loading:not([data-panel=help-absent] *)')"
                + " && document.documentElement.lang.startsWith('" + language + "')"
                + " && document.documentElement.dataset.theme === '" + theme + "'");
        return address;
    }

    @Test
    void axeFindsNothingOnThePhoneOnTheWallAndInTheDialog() {
        List<String> found = new ArrayList<>();
        page.size(390, 844);
        page.go("/view/overview?lang=en&theme=light");
        found.addAll(violations("phone"));
        page.size(1920, 1080);
        page.go("/view/overview?lang=en&theme=dark&wall=1");
        found.addAll(violations("wall"));
        page.size(1440, 900);
        page.go("/view/alert/CNHRS%7CCR%7CX9001%7C2026-01-01%7CCLEARANCE_OVERDUE?lang=en");
        page.await("document.querySelector('#acknowledge')");
        page.click("#acknowledge");
        found.addAll(violations("dialog"));
        page.press("Escape");
        page.await("!document.querySelector('dialog')");
        assertThat(found).isEmpty();
    }

    @Test
    void axeFindsNothingWhileASignIsShown() {
        page.go("/view/overview?lang=en");
        board.ticking(false);
        page.await("document.querySelector('.sign')");
        List<String> found = violations("sign");
        board.ticking(true);
        assertThat(found).isEmpty();
    }

    private String focused() {
        return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id")
                .asText();
    }

    @Test
    void eachFlowWorksByKeys() {
        page.go("/view/overview?lang=en");
        page.evaluate("document.activeElement.blur()");
        page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
        page.press("Tab");
        assertThat(focused()).isEqualTo("Skip to the content");
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                        .asText())
                .as("the focus is visible")
                .isEqualTo("solid");
        page.press("Enter");
        assertThat(page.evaluate("document.activeElement.id").asText()).isEqualTo("main");
        page.press("?");
        page.await("location.pathname === '/view/help'");
        page.press("t");
        page.await("location.pathname === '/view/runs'");
        page.press("o");
        page.await("location.pathname === '/view/overview'");
        page.press("/");
        page.await("document.activeElement.id === 'search'");
        page.type("X900");
        page.await("document.querySelectorAll('#results li').length === 6");
        page.press("ArrowDown");
        page.await("document.querySelector('#result-1').getAttribute('aria-selected') === 'true'");
        page.press("Enter");
        page.await("location.pathname.includes('X9002')");
        page.press("Tab");
        assertThat(page.evaluate("document.activeElement.closest('main') !== null")
                        .asBoolean())
                .as("the focus goes on inside the new view")
                .isTrue();
    }

    @Test
    void theFocusStaysWhileRowsMove() {
        page.go("/view/runs?lang=en&runs.sort=latenessSeconds");
        page.await("document.querySelectorAll('[data-table=runs] tbody a').length > 3");
        page.evaluate("document.querySelectorAll('[data-table=runs] tbody th a')[2].focus()");
        String before = focused();
        page.evaluate("[...document.querySelectorAll('[data-table=runs] thead button')]"
                + ".find(button => button.textContent.includes('Lateness')).click()");
        page.await("location.search.includes('-latenessSeconds')");
        assertThat(focused()).isEqualTo(before);
    }
}

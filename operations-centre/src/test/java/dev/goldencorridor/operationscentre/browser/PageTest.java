package dev.goldencorridor.operationscentre.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.api.WriteRequest;
import dev.goldencorridor.schemas.DelayAlert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page shows what the topics have, and its habits: filters, files, keys, languages, the wall. */
@ExtendWith(Browser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageTest {
    static final List<String> VIEWS = List.of(
            "overview",
            "map",
            "runs",
            "alerts?state=*",
            "alarms",
            "help",
            "port/CNHRS",
            "port/KZALA",
            "run/CR%7CX9001%7C2026-01-01",
            "alert/CNHRS%7CCR%7CX9001%7C2026-01-01%7CCLEARANCE_OVERDUE");
    /** Units of the drawing from a count to the word beside it, and from the longest word to the edge of the box. */
    private static final String GAPS = """
            [...document.querySelectorAll('.diagram .awaiting')].flatMap(count => {
              const boxes = [...count.parentNode.querySelectorAll('rect.port, text.small:not(.oldest)')];
              const [frame, ...words] = boxes.map(element => element.getBBox());
              const end = count.getBBox().x + count.getBBox().width;
              return words.flatMap(word => [word.x - end - 4, frame.x + frame.width - word.x - word.width - 2]);
            })
            """;

    private static final String NOW = "2026-01-01T00:00:00Z";

    private BoardFixture board;
    private BrowserPage page;

    @BeforeAll
    void start(BrowserPage browserPage) {
        page = browserPage;
        board = new BoardFixture(PageTest::acknowledgement);
        SampleCorridor.fill(board);
        page.takeProblems();
    }

    @AfterAll
    void stop() {
        board.close();
    }

    @AfterEach
    void nothingFailsInTheBrowser() {
        page.size(1440, 900);
        assertThat(page.takeProblems()).isEmpty();
    }

    /** As the server makes it; the alert is the one of the sample. */
    private static String acknowledgement(WriteRequest request) {
        try {
            ObjectNode answer = (ObjectNode) DevTools.JSON.readTree(request.body());
            answer.put("alertKey", request.path().get(1)).put("acknowledgedAt", NOW);
            answer.put("raisedAt", raisedAt.toString());
            return answer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the page sent no JSON", e);
        }
    }

    private static volatile Instant raisedAt = Instant.EPOCH;

    @Test
    void countsEqualThoseOfTheTopics() {
        page.open(board.view("overview?lang=en"));
        assertThat(page.text("[data-trips='NETWORK/ALL'] strong")).isEqualTo("51");
        assertThat(page.text("[data-trips='PORT/CNHRS'] strong")).isEqualTo("32");
        assertThat(page.text("[data-trips='PORT/CNAKL'] strong")).isEqualTo("19");
        assertThat(page.text("[data-count=CRITICAL] strong")).isEqualTo("1");
        assertThat(page.text("[data-count=MAJOR] strong")).isEqualTo("1");
        assertThat(page.text("[data-count=MINOR] strong")).isEqualTo("2");
        assertThat(page.text("[data-panel=waiting] .count")).isEqualTo("6 rows");
        assertThat(page.count(".diagram .trains path")).isEqualTo(SampleRuns.MOVING);
        assertThat(page.count(".diagram .block")).isEqualTo(2 * SampleRuns.WAITING_AT_EACH_PORT - 1);
        assertThat(page.count(".diagram .places path.MAJOR"))
                .as("badge and queue of Khorgos")
                .isEqualTo(2);
        assertThat(page.text("[data-panel=clearance] .quantiles")).contains("p50", "1 h 10 min", "13 h 25 min");
        assertThat(page.text("[data-table=year]")).contains("15,300", "14,280", "+7.1%");
        assertThat(page.text("[data-table=publishers]")).contains("UNKNOWN_FACILITY 14");
        assertThat(page.evaluate("document.documentElement.dataset.level").asText())
                .isEqualTo("ok");
    }

    @Test
    void changesAppearAtOnceAndTombstonesRemoveThem() {
        page.open(board.view("overview?lang=en"));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String key = "DEDUI|CR|X8003|2026-01-01|ARRIVAL_LATE";
        board.put("delays.europe", key, SampleCorridor.alert(key, now, "CRITICAL", 90_000));
        board.step();
        page.await("document.querySelector('[data-count=CRITICAL] strong').textContent === '2'");
        board.delete("delays.europe", key);
        board.step();
        page.await("document.querySelector('[data-count=CRITICAL] strong').textContent === '1'");
    }

    @Test
    void alertsOfAClosedPortAreGroupedUnderIt() {
        page.open(board.view("overview?lang=en"));
        assertThat(page.count("[data-panel=alerts] > .alerts > li")).isEqualTo(3);
        assertThat(page.text("[data-panel=alerts] > .alerts > li:first-child"))
                .contains("Port closed", "1 alert follows from this", "Long dwell");
    }

    @Test
    void filesHoldWhatTheTableShows() {
        page.open(board.view("runs?lang=en&state=AT_PLACE&runs.sort=-train&runs.columns=state,lastFacility"));
        page.evaluate("URL.createObjectURL = blob => { window.saved = blob; return '#saved'; };"
                + "HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; }; 0");
        page.evaluate("document.querySelectorAll('[data-table=runs] button.export')[0].click()");
        assertThat(page.evaluate("window.savedName").asText()).isEqualTo("corridor-runs.csv");
        String csv = page.evaluate("window.saved.text()").asText();
        assertThat(csv.lines())
                .startsWith("train,lastFacility,state", "X9006,CNAKL,AT_PLACE", "X9005,CNAKL,AT_PLACE")
                .hasSize(1 + page.count("[data-table=runs] tbody tr"));
        page.evaluate("document.querySelectorAll('[data-table=runs] button.export')[1].click()");
        JsonNode json = page.evaluate("window.saved.text().then(JSON.parse)");
        assertThat(json).hasSize(page.count("[data-table=runs] tbody tr"));
        assertThat(json.get(0).toString())
                .isEqualTo("{\"train\":\"X9006\",\"lastFacility\":\"CNAKL\",\"state\":\"AT_PLACE\"}");
    }

    @Test
    void filtersSortOrderAndColumnsLiveInTheAddress() {
        page.open(board.view("runs?lang=en"));
        page.evaluate("{ const select = document.querySelector('select[name=facility]'); select.value = 'CNAKL';"
                + "select.dispatchEvent(new Event('change', { bubbles: true })); }");
        page.await("location.search.includes('facility=CNAKL')");
        assertThat(page.count("[data-table=runs] tbody tr")).isEqualTo(SampleRuns.WAITING_AT_EACH_PORT);
        page.evaluate("[...document.querySelectorAll('[data-table=runs] thead button')][0].click()");
        page.await("location.search.includes('runs.sort=train')");
        page.evaluate("[...document.querySelectorAll('[data-table=runs] details input')]"
                + ".find(box => box.parentNode.textContent.includes('Wagons')).click()");
        page.await("location.search.includes('wagons')");
        String before = page.text("[data-table=runs] tbody");
        page.open(page.evaluate("location.href").asText());
        assertThat(page.text("[data-table=runs] tbody")).isEqualTo(before).contains("53");
    }

    @Test
    void timesFollowTheChosenZone() {
        page.open(board.view("run/CR%7CX9001%7C2026-01-01?lang=en&zone=utc"));
        String utc = page.text("[data-table=calls]");
        page.open(board.view("run/CR%7CX9001%7C2026-01-01?lang=en&zone=almaty"));
        assertThat(page.text("[data-table=calls]")).isNotEqualTo(utc);
        assertThat(page.text(".state .zone")).isEqualTo("Almaty time");
    }

    @Test
    void theWallHasNoControls() {
        page.size(1920, 1080);
        for (String view : VIEWS) {
            String separator = view.contains("?") ? "&" : "?";
            page.open(board.view(view + separator + "lang=en&wall=1"));
            assertThat(page.count("a, button, input, select, textarea, summary, [tabindex='0']"))
                    .as(view)
                    .isZero();
        }
        page.open(board.view("overview?lang=en&wall=1"));
        assertThat(page.evaluate("document.documentElement.scrollHeight").asInt())
                .as("no scroll bar")
                .isLessThanOrEqualTo(1080);
    }

    @Test
    void countsOfWaitingTrainsKeepTheirDistanceFromWordsAndBoxes() {
        page.size(1920, 1080);
        for (String language : List.of("en", "zh", "ru")) {
            page.open(board.view("overview?wall=1&lang=" + language));
            for (int waiting : List.of(9, 12, 88, 188)) {
                putPorts(waiting);
                page.await("document.querySelector('.diagram .awaiting').textContent === '" + waiting + "'");
                assertThat(page.evaluate(GAPS)).as(language + " " + waiting).allSatisfy(gap -> assertThat(gap.asInt())
                        .isPositive());
            }
        }
        putPorts(SampleRuns.WAITING_AT_EACH_PORT);
    }

    private void putPorts(int waiting) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SampleCorridor.PORTS.forEach(port -> board.put("ops.ports", port, SampleCorridor.port(now, port, waiting)));
        board.step();
    }

    @Test
    void anAcknowledgementAppearsOnTheBoard() {
        raisedAt = Instant.parse(raisedAtOf(SampleCorridor.OVERDUE));
        page.open(board.view("alert/CNHRS%7CCR%7CX9001%7C2026-01-01%7CCLEARANCE_OVERDUE?lang=en"));
        page.click("#acknowledge");
        page.await("document.querySelector('dialog[open] input[name=by]')");
        page.evaluate("document.querySelector('dialog input[name=by]').value = 'Li Wei'");
        page.evaluate("document.querySelector('dialog textarea').value = 'inspector is on the way'");
        page.click("dialog button[type=submit]");
        page.await("!document.querySelector('dialog')");
        page.await("document.querySelector('[data-panel=alert-answer]').textContent.includes('Li Wei')");
        page.go("/view/overview?lang=en");
        page.await("document.querySelector('.acknowledged')?.textContent.includes('acknowledged by Li Wei')");
    }

    private String raisedAtOf(String key) {
        return board.board()
                .feed()
                .value("delays.khorgos", key)
                .map(text -> text.replaceAll(".*\"raisedAt\":\"([^\"]+)\".*", "$1"))
                .orElseThrow();
    }

    @Test
    void alarmFiguresAreComparedWithTheirAims() {
        page.open(board.view("alarms?lang=en"));
        page.await("document.querySelector('[data-table=figures]')");
        assertThat(page.text("[data-table=figures]")).contains("Most in 10 minutes", "at most 10", "above the aim");
        assertThat(page.text("[data-table=frequent]")).containsPattern("Clearance overdueKhorgos1\\d+%");
        assertThat(page.text("[data-table=severities]")).contains("Major", "about 15%");
    }

    @Test
    void aPageThatIsLeftGivesItsConnectionBack() {
        for (int i = 0; i < 7; i++) {
            page.open(board.view("help?lang=en"));
        }
        Awaitility.await("streams of pages that were left").until(() -> board.viewers() <= 1);
    }

    @Test
    void anAlertIsShownAfterItsEnd() {
        String key = "DEHAM|CR|X8004|2026-01-01|ARRIVAL_LATE";
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        DelayAlert alert = SampleCorridor.alert(key, now, "MINOR", 2_000);
        board.put("delays.europe", key, alert);
        DelayAlert cleared = DelayAlert.newBuilder(alert)
                .setState("CLEARED")
                .setClearedAt(now)
                .setClearedCause("ARRIVED")
                .setRevision(2)
                .build();
        board.put("delays.europe", key, cleared);
        board.delete("delays.europe", key);
        board.step();
        page.open(board.view("alert/DEHAM%7CCR%7CX8004%7C2026-01-01%7CARRIVAL_LATE?lang=en"));
        page.await("document.querySelector('h1').textContent.includes('Hamburg')");
        assertThat(page.text("[data-panel=alert-facts]")).contains("This alert is over", "arrival");
        assertThat(page.count("[data-table=history] tbody tr")).isEqualTo(2);
    }
}

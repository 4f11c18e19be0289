package dev.goldencorridor.operationscentre.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** The page in a tab of a browser. For one thread. */
final class BrowserPage {
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(25);
    private static final int MAX_TABS = 120;

    private final DevTools tools;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    BrowserPage(URI tab) {
        this.tools = new DevTools(tab, this::onEvent);
        tools.call("Page.enable");
        tools.call("Runtime.enable");
        tools.call("Log.enable");
    }

    /** Leaves the page of the former class. */
    void reset() {
        size(1440, 900);
        tools.call("Page.navigate", DevTools.parameters().put("url", "about:blank"));
        await("location.href === 'about:blank'");
        takeProblems();
    }

    private void onEvent(String name, JsonNode event) {
        switch (name) {
            case "Runtime.exceptionThrown" ->
                problems.add(event.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                JsonNode entry = event.path("entry");
                // A server that is away, and an alert that is gone, are part of the tests.
                if (!entry.path("source").asText().equals("network")) {
                    problems.add(entry.toString());
                }
            }
            default -> {}
        }
    }

    /** Exceptions and warnings since the last call, violations of the content security policy among them. */
    List<String> takeProblems() {
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }

    void size(int width, int height) {
        ObjectNode metrics = DevTools.parameters();
        metrics.put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", false);
        tools.call("Emulation.setDeviceMetricsOverride", metrics);
    }

    /** Loads an address anew and waits for the first complete picture. */
    void open(String address) {
        load(address);
        await(
                "document.querySelector('main') && !document.querySelector('main .loading:not([data-panel=help-absent] *)')");
    }

    /** Loads an address anew. */
    void load(String address) {
        evaluate("window.isOld = true");
        tools.call("Page.navigate", DevTools.parameters().put("url", address));
        await("!window.isOld && document.readyState === 'complete' && document.querySelector('main')");
    }

    /** Changes the address as a link does, without loading the page anew. */
    void go(String path) {
        evaluate("{ const a = document.createElement('a'); a.href = " + quoted(path)
                + "; document.body.append(a); a.click(); a.remove(); }");
    }

    /** The value of an expression. A promise is awaited. */
    JsonNode evaluate(String expression) {
        ObjectNode parameters = DevTools.parameters();
        parameters.put("expression", expression).put("awaitPromise", true).put("returnByValue", true);
        JsonNode result = tools.call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + "\n" + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** The value of the last statement of a function body, which may await. */
    JsonNode run(String body) {
        return evaluate("(async () => {" + body + "})()");
    }

    String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''")
                .asText();
    }

    int count(String selector) {
        return evaluate("document.querySelectorAll(" + quoted(selector) + ").length")
                .asInt();
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        Awaitility.await(expression)
                .atMost(MAX_WAIT)
                .pollInterval(POLL_INTERVAL)
                .ignoreException(AssertionError.class)
                .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
    }

    void click(String selector) {
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Presses a key such as Tab, Enter, Space, Escape, ArrowDown, or a character. */
    void press(String key) {
        ObjectNode event = Keys.event(key);
        tools.call("Input.dispatchKeyEvent", event);
        event.remove("text");
        tools.call("Input.dispatchKeyEvent", event.put("type", "keyUp"));
    }

    /** Presses Tab until an element has the focus that matches the selector, and checks that the focus is visible. */
    void tabTo(String selector) {
        String isFocused = "document.activeElement.matches(" + quoted(selector) + ")";
        for (int presses = 0; presses < MAX_TABS; presses++) {
            press("Tab");
            if (evaluate(isFocused).asBoolean()) {
                requireVisibleFocus(selector);
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + selector);
    }

    private void requireVisibleFocus(String selector) {
        String outline = evaluate("getComputedStyle(document.activeElement).outlineStyle")
                .asText();
        if (outline.equals("none")) {
            throw new AssertionError("the focus on " + selector + " is not visible");
        }
    }

    /** Whether an element that matches the selector has the focus. */
    boolean hasFocus(String selector) {
        return evaluate("document.activeElement.matches(" + quoted(selector) + ")")
                .asBoolean();
    }

    /** Runs a script in each page that is loaded from now on, before its own; returns its id for {@link #forget}. */
    String beforeEachPage(String script) {
        return tools.call(
                        "Page.addScriptToEvaluateOnNewDocument",
                        DevTools.parameters().put("source", script))
                .path("identifier")
                .asText();
    }

    void forget(String scriptId) {
        tools.call(
                "Page.removeScriptToEvaluateOnNewDocument",
                DevTools.parameters().put("identifier", scriptId));
    }

    void type(String text) {
        tools.call("Input.insertText", DevTools.parameters().put("text", text));
    }

    static String quoted(String text) {
        return DevTools.JSON.getNodeFactory().textNode(text).toString();
    }
}

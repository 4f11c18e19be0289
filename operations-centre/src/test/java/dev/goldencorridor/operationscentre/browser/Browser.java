package dev.goldencorridor.operationscentre.browser;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the page in a browser. All classes of a JVM share one browser, which ends with the JVM. JUnit's root store
 * would end it after each class, because a fork of Surefire runs each class as a test plan of its own.
 */
final class Browser implements BeforeAllCallback, ParameterResolver {
    private static BrowserPage shared;

    /** Skips the tests of the class where there is no browser. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(
                Chromium.find().isPresent(),
                "SKIPPED: no Chromium; install it, or name it in the environment variable CHROMIUM");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BrowserPage.class;
    }

    @Override
    public BrowserPage resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return page();
    }

    private static synchronized BrowserPage page() {
        if (shared == null) {
            Chromium chromium = Chromium.start(Chromium.find().orElseThrow());
            Runtime.getRuntime().addShutdownHook(new Thread(chromium::close));
            shared = new BrowserPage(chromium.firstTab());
        }
        shared.reset();
        return shared;
    }
}

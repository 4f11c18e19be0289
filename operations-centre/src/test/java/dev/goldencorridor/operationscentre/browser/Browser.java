package dev.goldencorridor.operationscentre.browser;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the page in a browser. All classes share one browser, which ends with the last of them. */
final class Browser implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Browser.class);

    /** The browser and its tab. */
    private record Opened(Chromium chromium, BrowserPage page) implements AutoCloseable {
        static Opened start(Path program) {
            Chromium chromium = Chromium.start(program);
            return new Opened(chromium, new BrowserPage(chromium.firstTab()));
        }

        @Override
        public void close() {
            page.close();
            chromium.close();
        }
    }

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
        Optional<Path> program = Chromium.find();
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("browser", any -> Opened.start(program.orElseThrow()), Opened.class)
                .page();
    }
}

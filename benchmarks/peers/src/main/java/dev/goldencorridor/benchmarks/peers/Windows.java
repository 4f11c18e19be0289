package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.processor.windows.Window;
import java.util.List;

/** The windows that all contenders keep at once. */
public final class Windows {
    public static final Window DAY = Window.of("PT24H");
    public static final List<Window> ALL = List.of(Window.of("PT1H"), DAY, Window.of("P7D"), Window.of("P30D"));

    /** Steps that a hopping window has. */
    private static final int STEPS = 60;

    private Windows() {}

    /** By how many minutes a hopping window moves on. */
    public static long hopMinutes(Window window) {
        return window.minutes() / STEPS;
    }

    /** The same in milliseconds, as is {@link #millis}. */
    public static long hopMillis(Window window) {
        return hopMinutes(window) * 60_000;
    }

    public static long millis(Window window) {
        return window.minutes() * 60_000;
    }
}

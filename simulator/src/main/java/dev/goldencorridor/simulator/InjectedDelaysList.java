package dev.goldencorridor.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows the user which delays a simulation injects: in a file, or printed. */
final class InjectedDelaysList {
    private static final int MAX_PRINTED_DELAYS = 50;

    private final List<InjectedDelay> delays;

    InjectedDelaysList(List<InjectedDelay> delays) {
        this.delays = delays;
    }

    /**
     * Writes all delays to the file; without a file, prints the first of them.
     *
     * @param problems receives a message if the file cannot be written
     * @return false if the file could not be written
     */
    boolean show(Optional<Path> file, PrintWriter out, Consumer<String> problems) {
        if (file.isPresent() && !write(file.get(), problems)) {
            return false;
        }
        out.println(delays.size() + " delays on purpose"
                + file.map(path -> ", written to " + path).orElse(delays.isEmpty() ? "" : ":"));
        if (file.isEmpty()) {
            print(out);
        }
        out.flush();
        return true;
    }

    private boolean write(Path file, Consumer<String> problems) {
        try {
            Files.write(file, delays.stream().map(InjectedDelay::toJson).toList());
            return true;
        } catch (IOException e) {
            problems.accept(
                    "cannot write " + file.toAbsolutePath() + ": " + e + ". Name another file, or free disk space");
            return false;
        }
    }

    private void print(PrintWriter out) {
        delays.stream().limit(MAX_PRINTED_DELAYS).map(InjectedDelay::toJson).forEach(out::println);
        if (delays.size() > MAX_PRINTED_DELAYS) {
            out.println("... and " + (delays.size() - MAX_PRINTED_DELAYS) + " more; --delays-file writes all");
        }
    }
}

package dev.goldencorridor.faultbench.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs a command of the operating system to its end. */
final class SystemCommand {
    private SystemCommand() {}

    /** @throws IOException if the command does not exist or fails; the message has its output */
    static void run(String... command) throws IOException, InterruptedException {
        String unused = output(command);
    }

    /** As {@link #run}; returns what the command prints. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output.strip());
        }
        return output;
    }
}

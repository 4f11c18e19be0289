package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An application in a process of its own, which a test can kill, or whose heap it limits. */
final class ApplicationProcess {
    private ApplicationProcess() {}

    /**
     * Starts an application with the class path of this JVM.
     *
     * @param heap the largest heap, as {@code -Xmx} takes it
     * @param environment settings that the process receives as environment variables only, as containers do
     * @param commandLine settings as {@code name=value}
     * @param log receives the output
     */
    static Process start(
            Class<?> main, String heap, Map<String, String> environment, List<String> commandLine, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        commandLine.forEach(setting -> command.addAll(List.of("--set", setting)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        environment.forEach((name, value) -> builder.environment().put(Settings.environmentVariable(name), value));
        return builder.start();
    }

    /** Kills by SIGKILL, so that no shutdown hook runs. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor()).isNotZero();
    }
}

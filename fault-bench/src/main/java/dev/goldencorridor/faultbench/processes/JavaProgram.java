package dev.goldencorridor.faultbench.processes;

import dev.goldencorridor.cli.ParentWatchdog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A main class of the class path of this JVM, to be run in a process of its own.
 *
 * @param prefix words before the command, such as {@code ip netns exec NAME}; empty for none
 * @param heap the largest heap, as {@code -Xmx} takes it
 * @param options further options of the JVM
 * @param environment variables in addition to those of this process
 */
public record JavaProgram(
        List<String> prefix,
        Class<?> main,
        String heap,
        List<String> options,
        List<String> arguments,
        Map<String, String> environment) {

    /** Starts the program. It ends with this process, even if this one is killed. Its output is appended to the log. */
    Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dlogback.configurationFile=fault-bench-logback.xml"));
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), ParentWatchdog.class.getName(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}

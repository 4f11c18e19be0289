package dev.goldencorridor.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the operating system that a test needs. Where it is missing, the test is skipped, and says so. */
record ExternalTool(Path path) {
    private static final long LIMIT_SECONDS = 60;

    /** The result of a program that has ended. */
    record Result(int exitCode, String output) {}

    /** Finds the program on the PATH; aborts the test if it is missing. */
    static ExternalTool find(String name, String debianPackage) {
        List<Path> found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .toList();
        Assumptions.assumeFalse(
                found.isEmpty(), name + " is not on the PATH; install the Debian package " + debianPackage);
        return new ExternalTool(found.get(0));
    }

    /** Runs the program to its end. */
    Result run(Path directory, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("tool", ".txt");
        try {
            Process process = start(directory, output, arguments);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(path + " has not ended within " + LIMIT_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts the program; the caller ends it. */
    Process start(Path directory, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}

package dev.goldencorridor.benchmarks.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A CSV file of raw results. Each line is flushed to disk, so that an aborted run keeps its results. */
public final class Results implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

    private final Path file;
    private final BufferedWriter writer;

    private Results(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** A new file, named after benchmark and time. */
    public static Results of(String benchmark, List<String> columns) {
        Path file = file(benchmark);
        try {
            Results results = new Results(file, Files.newBufferedWriter(file));
            results.add(String.join(",", columns));
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The file for the results of a benchmark that starts now; its directory exists. */
    public static Path file(String benchmark) {
        Path directory = target().resolve("results");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        return directory.resolve(
                benchmark + "-" + ZonedDateTime.now(ZoneOffset.UTC).format(TIME) + ".csv");
    }

    /** The directory of all output of the benchmarks. */
    public static Path target() {
        return Path.of(System.getProperty("corridor.home", "."), "benchmarks", "target");
    }

    public void add(String line) {
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}

package dev.goldencorridor.producer;

import dev.goldencorridor.schemas.limits.MovementLimits;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A file that the user named on the command line.
 *
 * @param argument a path, or {@code -} for standard input
 */
record InputFile(String argument) {
    private static final String STANDARD_INPUT = "-";

    /** Reads a text. */
    @FunctionalInterface
    interface Action {
        void read(InputSource source) throws IOException;
    }

    /**
     * Reads each text in the file. Returns whether all of them could be read.
     *
     * @param encoding of a text without a byte order mark
     * @param bytesRead counts the bytes of the file as they are read
     * @param failures receives the name of a text that could not be read to its end, and the cause
     */
    boolean forEach(Charset encoding, AtomicLong bytesRead, Action action, BiConsumer<String, IOException> failures) {
        boolean isComplete = true;
        String current = displayName();
        try (InputSources sources = open(encoding, bytesRead)) {
            boolean hasNext = true;
            while (hasNext) {
                try {
                    Optional<InputSource> source = sources.next();
                    hasNext = source.isPresent();
                    if (hasNext) {
                        current = source.get().displayName();
                        action.read(source.get());
                    }
                } catch (InputSources.UnreadableEntryException e) {
                    isComplete = false;
                    failures.accept(e.entryName(), e);
                }
            }
        } catch (IOException e) {
            isComplete = false;
            failures.accept(current, e);
        }
        return isComplete;
    }

    private InputSources open(Charset encoding, AtomicLong bytesRead) throws IOException {
        return new InputSources(new CountedInput(open(), bytesRead), displayName(), encoding);
    }

    private InputStream open() throws IOException {
        if (isStandardInput()) {
            return System.in;
        }
        // A pipe has no position, and a stream of Files would ask for it.
        return isPipe() ? new FileInputStream(argument) : Files.newInputStream(Path.of(argument));
    }

    /** Whether it is a named pipe or a device, as in {@code publish <(zcat capture.gz)}. */
    private boolean isPipe() throws IOException {
        Path path = Path.of(argument);
        return Files.exists(path)
                && Files.readAttributes(path, BasicFileAttributes.class).isOther();
    }

    /**
     * The time at which reports without a time of creation count as created: the modification time of the file. So a
     * corrected file takes effect when it is published later. It is now for standard input and pipes, and for a time at
     * which no report was written.
     */
    Instant createdAt(Instant now) throws IOException {
        if (isStandardInput() || isPipe()) {
            return now;
        }
        Instant modifiedAt = Files.getLastModifiedTime(Path.of(argument)).toInstant();
        return modifiedAt.isBefore(MovementLimits.EARLIEST) || modifiedAt.isAfter(now) ? now : modifiedAt;
    }

    boolean isSameFileAs(Path path) throws IOException {
        return !isStandardInput()
                && Files.exists(path)
                && Files.exists(Path.of(argument))
                && Files.isSameFile(path, Path.of(argument));
    }

    /** The name in messages. */
    String displayName() {
        return isStandardInput() ? "standard input" : argument;
    }

    /** The size of all files together; empty if one of them is not a regular file. */
    static OptionalLong totalBytes(List<InputFile> files) {
        long total = 0;
        for (InputFile file : files) {
            if (file.isStandardInput() || !Files.isRegularFile(Path.of(file.argument))) {
                return OptionalLong.empty();
            }
            total += Path.of(file.argument).toFile().length();
        }
        return OptionalLong.of(total);
    }

    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof EOFException) {
            return "the compressed file is cut off";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private boolean isStandardInput() {
        return argument.equals(STANDARD_INPUT);
    }
}

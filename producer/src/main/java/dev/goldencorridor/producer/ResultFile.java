package dev.goldencorridor.producer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A text file that a command writes beside its input. It is opened before anything is published. If the disk fails
 * later, publishing goes on, and {@link #close} reports the failure. Not thread-safe.
 */
final class ResultFile implements AutoCloseable {
    private final Path path;
    private final BufferedWriter writer;
    private IOException failure;

    private ResultFile(Path path) throws IOException {
        this.path = path;
        this.writer = Files.newBufferedWriter(path);
    }

    /**
     * Opens the file and empties it.
     *
     * @throws PublishException if the file cannot be written, or if it is also an input
     */
    static ResultFile open(String argument, List<InputFile> inputs) {
        Path path = Path.of(argument);
        try {
            for (InputFile input : inputs) {
                if (input.isSameFileAs(path)) {
                    throw new PublishException(argument + " is also an input; name another file to write to");
                }
            }
            return new ResultFile(path);
        } catch (IOException e) {
            throw new PublishException("cannot write " + argument + ": " + e, e);
        }
    }

    void writeLine(String line) {
        if (failure != null) {
            return;
        }
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            failure = e;
        }
    }

    /** @throws PublishException if the file is not complete */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw new PublishException(path + " is not complete: " + failure.getMessage(), failure);
        }
    }
}

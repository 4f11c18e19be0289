package dev.goldencorridor.schemas.places;

import dev.goldencorridor.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file whose content counts once two reads in a row have found the same bytes: nobody reads what is half written.
 *
 * <p>The content decides, never the modification time, which may be equal or older after a change. For one thread.
 */
final class StableFile {
    private static final Duration BETWEEN_READS_AT_START = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 4 << 20;

    private final Path path;
    private byte[] accepted;
    private byte[] lastRead;

    StableFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * The content at a start. It waits until the file no longer changes, for a bounded time.
     *
     * @throws SettingsException if the file cannot be read, keeps changing or has an incomplete last line
     */
    byte[] readAtStart() {
        long deadline = System.nanoTime() + PATIENCE_AT_START.toNanos();
        byte[] before = read();
        while (true) {
            LockSupport.parkNanos(BETWEEN_READS_AT_START.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new SettingsException("interrupted while reading " + path);
            }
            byte[] now = read();
            boolean isStable = Arrays.equals(before, now);
            if (isStable && isComplete(now)) {
                accept(now);
                return now;
            }
            if (System.nanoTime() > deadline) {
                requireComplete(now);
                throw new SettingsException(path + " has been changing for " + PATIENCE_AT_START.toSeconds()
                        + " s. Write to another file and rename it");
            }
            before = now;
        }
    }

    /**
     * Reads the file once. Gives its content if it is another than the accepted one and the read before found it too.
     *
     * @throws SettingsException if the file cannot be read or, unchanged since the read before, has an incomplete last line
     */
    Optional<byte[]> changed() {
        byte[] before = lastRead;
        byte[] now;
        try {
            now = read();
        } catch (SettingsException e) {
            lastRead = null;
            throw e;
        }
        lastRead = now;
        if (Arrays.equals(now, accepted) || !Arrays.equals(now, before)) {
            return Optional.empty();
        }
        requireComplete(now);
        return Optional.of(now);
    }

    /** Makes this the content that others are compared with. */
    void accept(byte[] content) {
        accepted = content;
        lastRead = content;
    }

    private byte[] read() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new SettingsException(path + " is longer than " + MAX_BYTES + " bytes, so it is no catalogue");
            }
            return content;
        } catch (IOException e) {
            throw new SettingsException("cannot read the catalogue file " + path.toAbsolutePath() + ": " + e);
        }
    }

    private void requireComplete(byte[] content) {
        if (!isComplete(content)) {
            long line = 1;
            for (byte one : content) {
                line += one == '\n' ? 1 : 0;
            }
            throw new SettingsException(path + ":" + line
                    + ": the last line has no line end, so the file may be half written. End it with a line end");
        }
    }

    /** An empty file is for its reader to judge: it lacks the header. */
    private static boolean isComplete(byte[] content) {
        return content.length == 0 || content[content.length - 1] == '\n';
    }
}

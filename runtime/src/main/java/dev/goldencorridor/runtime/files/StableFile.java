package dev.goldencorridor.runtime.files;

import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file whose content takes effect once two consecutive reads have found the same bytes. This keeps half-written
 * content out. If the last line has no line end, five reads are required, because a writer may be in the middle of
 * that line.
 *
 * <p>Only the content is compared. The modification time may be equal or older after a change. Not thread-safe.
 */
public final class StableFile {
    private static final int EQUAL_READS = 2;
    private static final int EQUAL_READS_IF_INCOMPLETE = 5;
    private static final Duration BETWEEN_READS_AT_START = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

    @Limit(
            scope = Scope.PROCESS,
            of = "a catalogue file",
            beyond = "the file is not read",
            reason = "It is read as a whole. A longer file is no catalogue.")
    private static final int MAX_FILE_BYTES = 4 << 20;

    private final Path path;
    private byte[] accepted;
    private byte[] lastRead;
    /** Number of consecutive reads that have found the same bytes as the last one. */
    private int equalReads;

    public StableFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /**
     * The content at start. It waits until the file no longer changes, for at most five seconds.
     *
     * @throws SettingsException if the file cannot be read or keeps changing
     */
    public byte[] readAtStart() {
        long deadline = System.nanoTime() + PATIENCE_AT_START.toNanos();
        while (true) {
            Optional<byte[]> content = changed();
            if (content.isPresent()) {
                accept(content.get());
                return content.get();
            }
            if (System.nanoTime() > deadline) {
                throw new SettingsException(path + " has been changing for " + PATIENCE_AT_START.toSeconds()
                        + " s. Write to another file and rename it");
            }
            LockSupport.parkNanos(BETWEEN_READS_AT_START.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new SettingsException("interrupted while reading " + path);
            }
        }
    }

    /**
     * Reads the file once. It returns the content if it differs from the accepted one and enough consecutive reads
     * have found it.
     *
     * @throws SettingsException if the file cannot be read
     */
    public Optional<byte[]> changed() {
        byte[] before = lastRead;
        byte[] now;
        try {
            now = read();
        } catch (SettingsException e) {
            lastRead = null;
            throw e;
        }
        equalReads = Arrays.equals(now, before) ? equalReads + 1 : 1;
        lastRead = now;
        int needed = isComplete(now) ? EQUAL_READS : EQUAL_READS_IF_INCOMPLETE;
        return Arrays.equals(now, accepted) || equalReads < needed ? Optional.empty() : Optional.of(now);
    }

    /** Makes this the accepted content, with which later reads are compared. */
    public void accept(byte[] content) {
        accepted = content;
        lastRead = content;
    }

    private byte[] read() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
            if (content.length > MAX_FILE_BYTES) {
                throw new SettingsException(
                        path + " is longer than " + MAX_FILE_BYTES + " bytes, so it is no catalogue");
            }
            return content;
        } catch (IOException e) {
            throw new SettingsException("cannot read the catalogue file " + path.toAbsolutePath() + ": " + e);
        }
    }

    /** An empty file counts as complete: its reader reports the missing header. */
    private static boolean isComplete(byte[] content) {
        return content.length == 0 || content[content.length - 1] == '\n';
    }
}

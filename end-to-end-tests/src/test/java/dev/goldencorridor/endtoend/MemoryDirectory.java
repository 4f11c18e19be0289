package dev.goldencorridor.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory in memory for the data of a broker and of a processor. On a disk, each new log of a broker costs several
 * writes of its journal, and each first write to a mapped index a page fault that allocates a block. Without enough
 * memory the directory is an ordinary one.
 */
final class MemoryDirectory {
    private static final Path MEMORY = Path.of("/dev/shm");
    /** Four JVMs use it at a time. */
    private static final long NEEDED_BYTES = 4L << 30;

    private MemoryDirectory() {}

    /** @param otherwise the parent of the directory if there is not enough memory */
    static Path create(Path otherwise) throws IOException {
        boolean hasRoom = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= NEEDED_BYTES;
        return Files.createTempDirectory(hasRoom ? MEMORY : otherwise, "corridor");
    }

    /** Deletes it with all files. An ordinary directory stays. */
    static void delete(Path path) {
        if (!path.startsWith(MEMORY)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}

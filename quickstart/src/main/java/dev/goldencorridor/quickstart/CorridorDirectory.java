package dev.goldencorridor.quickstart;

import dev.goldencorridor.runtime.settings.CommonSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The directory that one stack keeps everything in, held by a lock that the operating system gives back with the
 * process. A marker file tells such a directory from one that is somebody else's, which is never written to.
 */
final class CorridorDirectory implements AutoCloseable {
    private static final String MARKER = ".corridor";
    private static final String LOCK = "lock";
    private static final String ENDPOINTS = "endpoints.properties";
    private static final String WITHHELD = "withheld.ndjson";
    private static final List<String> CONTENT = List.of("broker", "registry", "state", "logs", ENDPOINTS, WITHHELD);

    private final Path path;
    private final FileChannel channel;
    private volatile boolean isPassing;

    private CorridorDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes a new one among the system's temporary files, to be deleted when it is closed. */
    static CorridorDirectory takePassing() {
        try {
            CorridorDirectory taken = take(Files.createTempDirectory("corridor-"));
            taken.isPassing = true;
            return taken;
        } catch (IOException e) {
            throw new StackException("cannot make a temporary directory: " + e + "; name a directory with --dir", e);
        }
    }

    /**
     * Takes the directory, creating it if it does not exist.
     *
     * @throws StackException if it is somebody else's or another process holds it
     */
    static CorridorDirectory take(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (!isCorridor(path)) {
                if (!isEmpty(path)) {
                    throw new StackException(path + " is not empty and not a corridor directory (it has no file "
                            + MARKER + "); name another with --dir");
                }
                Files.writeString(path.resolve(MARKER), "Data of a Golden Corridor stack. Made by ./corridor.\n");
            }
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new StackException("another stack runs in " + path
                        + "; stop it (Ctrl-C in its terminal) or name another directory with --dir");
            }
            CorridorDirectory taken = new CorridorDirectory(path, channel);
            // A stack that was killed has left its addresses behind.
            taken.withdraw();
            return taken;
        } catch (IOException e) {
            throw new StackException("cannot use directory " + path + ": " + e, e);
        }
    }

    /** Whether the directory is one that a stack has made, running or not. */
    static boolean isCorridor(Path directory) {
        return Files.exists(directory.resolve(MARKER));
    }

    /** Whether a stack that is ready has told its addresses in the directory. */
    static boolean isAnnounced(Path directory) {
        return Files.exists(endpoints(directory));
    }

    /** Where a stack that is ready tells its addresses. */
    static Path endpoints(Path directory) {
        return directory.resolve(ENDPOINTS);
    }

    /** Where a demo keeps what it does not report of a train. */
    static Path withheld(Path directory) {
        return directory.resolve(WITHHELD);
    }

    /** The brokers that a stack has told in the directory, if it does not run any more: it was killed. */
    static Optional<String> leftBrokers(Path directory) {
        if (!isCorridor(directory) || !isAnnounced(directory) || isHeld(directory)) {
            return Optional.empty();
        }
        Properties told = new Properties();
        try (Reader in = Files.newBufferedReader(endpoints(directory))) {
            told.load(in);
        } catch (IOException e) {
            throw new StackException("cannot read " + endpoints(directory) + ": " + e, e);
        }
        return Optional.ofNullable(told.getProperty(CommonSettings.BOOTSTRAP_SERVERS_CONFIG));
    }

    Path path() {
        return path;
    }

    /** Not to be deleted, since there is something to find out in it. */
    void keep() {
        isPassing = false;
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path registry() {
        return path.resolve("registry");
    }

    /** Where the streams application keeps its local state. */
    Path state() {
        return path.resolve("state");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Deletes what a stack has made here; what else lies in the directory stays. */
    void clear() {
        for (String name : CONTENT) {
            delete(path.resolve(name));
        }
    }

    /** Tells the other commands where the stack is. They see all of the file or none. */
    void announce(Map<String, String> endpoints) {
        // Not Properties.store: it escapes the colons, which only Java reads back.
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(endpoints)
                .forEach((name, value) ->
                        lines.append(name).append('=').append(value).append('\n'));
        Path draft = path.resolve(ENDPOINTS + ".draft");
        try {
            Files.writeString(draft, lines);
            Files.move(
                    draft,
                    path.resolve(ENDPOINTS),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("cannot write " + path.resolve(ENDPOINTS) + ": " + e, e);
        }
    }

    /** The stack is not to be found any more. */
    void withdraw() {
        delete(path.resolve(ENDPOINTS));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot release " + path + ": " + e, e);
        }
        if (isPassing) {
            delete(path);
        }
    }

    /** Deletes a file, or a directory with all that is in it; does nothing if there is none. */
    static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StackException("cannot delete " + path + ": " + e, e);
        }
    }

    /** Whether a stack holds the directory; also true where that cannot be found out. */
    private static boolean isHeld(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE)) {
            return !lock(channel);
        } catch (IOException unknown) {
            return true;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }
}

package dev.goldencorridor.cli;

import dev.goldencorridor.cli.secure.StackSecurity;
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
 * The directory with all data of one stack, held by a file lock. The operating system releases the lock when the
 * process ends. A marker file identifies such a directory; other directories are never written to.
 */
public final class CorridorDirectory implements AutoCloseable {
    private static final String MARKER = ".corridor";
    private static final String LOCK = "lock";
    private static final String ENDPOINTS = "endpoints.properties";
    private static final String WITHHELD = "withheld.ndjson";
    private static final String SECURITY = "security";
    private static final List<String> CONTENT =
            List.of("broker", "registry", "state", "logs", SECURITY, ENDPOINTS, WITHHELD);

    private final Path path;
    private final FileChannel channel;
    private volatile boolean isTemporary;

    private CorridorDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates and takes a temporary directory. It is deleted when it is closed. */
    static CorridorDirectory takeTemporary() {
        try {
            CorridorDirectory taken = take(Files.createTempDirectory("corridor-"));
            taken.isTemporary = true;
            return taken;
        } catch (IOException e) {
            throw new StackException("cannot make a temporary directory: " + e + "; name a directory with --dir", e);
        }
    }

    /**
     * Takes the directory and creates it if it does not exist.
     *
     * @throws StackException if it is not a corridor directory, or another process holds it
     */
    public static CorridorDirectory take(Path directory) {
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
            // A killed stack does not delete its endpoints.
            taken.deleteEndpoints();
            return taken;
        } catch (IOException e) {
            throw new StackException("cannot use directory " + path + ": " + e, e);
        }
    }

    /** Whether a stack has created the directory, running or not. */
    static boolean isCorridor(Path directory) {
        return Files.exists(directory.resolve(MARKER));
    }

    /** Whether a stack has published its endpoints in the directory. */
    static boolean hasEndpoints(Path directory) {
        return Files.exists(endpoints(directory));
    }

    /** The file in which a ready stack publishes its endpoints. */
    static Path endpoints(Path directory) {
        return directory.resolve(ENDPOINTS);
    }

    /** The file with the reports that a demo withholds. */
    static Path withheld(Path directory) {
        return directory.resolve(WITHHELD);
    }

    /** The brokers that a killed stack has published; empty if the stack still runs or there is none. */
    static Optional<String> staleBrokers(Path directory) {
        if (!isCorridor(directory) || !hasEndpoints(directory) || isHeld(directory)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(endpoints(directory))) {
            stored.load(in);
        } catch (IOException e) {
            throw new StackException("cannot read " + endpoints(directory) + ": " + e, e);
        }
        return Optional.ofNullable(stored.getProperty(CommonSettings.BOOTSTRAP_SERVERS_CONFIG));
    }

    Path path() {
        return path;
    }

    /** Keeps a temporary directory after a failure, for the analysis. */
    void keep() {
        isTemporary = false;
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path registry() {
        return path.resolve("registry");
    }

    /** The local state of the streams application. */
    Path state() {
        return path.resolve("state");
    }

    /** The certificates and passwords of a secure stack. */
    Path security() {
        return path.resolve(SECURITY);
    }

    /** Whether the directory has a stack with certificates and passwords. Such a stack stays secure. */
    boolean isSecure() {
        return StackSecurity.isIn(security());
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Deletes the content that a stack created. Other files stay. */
    void clear() {
        for (String name : CONTENT) {
            delete(path.resolve(name));
        }
    }

    /** Publishes the endpoints of the stack for other commands. The file appears atomically. */
    void writeEndpoints(Map<String, String> endpoints) {
        // Properties.store would escape the colons, which only Java can read back.
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

    /** Deletes the endpoints, so that other commands no longer find the stack. */
    void deleteEndpoints() {
        delete(path.resolve(ENDPOINTS));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot release " + path + ": " + e, e);
        }
        if (isTemporary) {
            delete(path);
        }
    }

    /** Deletes a file, or a directory with its content, if it exists. */
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

    /** Whether a stack holds the directory; true if that is unknown. */
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

package dev.goldencorridor.endtoend;

import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One registry for all JVMs that run integration tests at the same time. The first one starts a process that keeps it.
 * That process ends with the last JVM, also when all of them are killed: each user holds a shared lock on a file, and
 * the operating system releases it. The registry ends with its keeper.
 *
 * <p>The registry has all schemas of the contract before anyone uses it, because programs that start at the same time
 * on an empty registry would conflict there.
 */
final class SharedRegistry {
    private static final Path DIRECTORY = Path.of("target", "shared-registry");
    private static final Path ADDRESS = DIRECTORY.resolve("address");
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 50;

    /** Held open, so that the lock lasts until this JVM ends. */
    private static FileChannel users;

    private SharedRegistry() {}

    /** Returns the address of the registry. It answers at least until this JVM ends. */
    static synchronized String use() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        if (users == null) {
            users = open("users");
            users.lock(0, Long.MAX_VALUE, true);
        }
        try (FileChannel start = open("start")) {
            start.lock();
            String url = isKept() ? Files.readString(ADDRESS) : startKeeper();
            register(url, Map.of());
            return url;
        }
    }

    private static boolean isKept() throws IOException {
        try (FileChannel keeper = open("keeper")) {
            return keeper.tryLock() == null;
        }
    }

    private static FileChannel open(String name) throws IOException {
        return FileChannel.open(
                DIRECTORY.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static String startKeeper() throws IOException, InterruptedException {
        Files.deleteIfExists(ADDRESS);
        Path log = DIRECTORY.resolve("keeper.log");
        Process keeper = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Keeper.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.exists(ADDRESS)) {
            if (!keeper.isAlive() || System.nanoTime() > limit) {
                keeper.destroyForcibly();
                throw new IOException("the shared registry did not start; " + log + " has: " + Files.readString(log));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Files.readString(ADDRESS);
    }

    /** The process that keeps the registry. */
    static final class Keeper {
        private Keeper() {}

        public static void main(String[] args) throws Exception {
            // Closed in reverse order: a new user waits until no one takes this process for alive.
            try (FileChannel users = open("users");
                    FileChannel keeper = open("keeper")) {
                keeper.lock();
                Path data = Files.createTempDirectory(DIRECTORY, "data");
                try (RegistryProcess registry = RegistryProcess.start(data, DIRECTORY.resolve("registry.log"), 0)) {
                    Path complete = Files.writeString(DIRECTORY.resolve("address.new"), registry.url());
                    Files.move(complete, ADDRESS, StandardCopyOption.ATOMIC_MOVE);
                    // Waits until no user is left.
                    users.lock();
                }
            }
        }
    }

    /**
     * Registers all schemas of the contract as the administrator.
     *
     * @param security settings by which programs authenticate
     */
    static void register(String url, Map<String, String> security) {
        Map<String, String> given = new LinkedHashMap<>(security);
        given.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, url);
        Settings administrator = Settings.of(CommonSettings.definition(), given).as(Principals.ADMINISTRATOR);
        try (Registry registry = Registry.connect(administrator, Duration.ofSeconds(20))) {
            registry.verify(ContractSubjects.all(), true);
        }
    }
}

package dev.goldencorridor.faultbench.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * File systems in memory, one for the data of each broker and one for the state of each processor. The bench can fill
 * one without any harm to this machine. They need root rights and Linux, and their content ends with them.
 *
 * <p>Not thread-safe, except {@link #close()}.
 */
public final class SmallDisks implements AutoCloseable {
    private static final String SIZE = "size=768m";
    private static final String FILLER = "filler";
    private static final byte[] BLOCK = new byte[1 << 16];

    private final List<Path> mounted = new ArrayList<>();
    /** Unmounts on SIGTERM. */
    private final Thread hook = new Thread(this::unmount, "small-disks");

    private SmallDisks() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Creates the directories with a disk each; empty if this machine does not allow it. */
    public static Optional<SmallDisks> mount(List<Path> directories) throws IOException, InterruptedException {
        SmallDisks disks = new SmallDisks();
        for (Path directory : directories) {
            Files.createDirectories(directory);
            try {
                SystemCommand.run("mount", "-t", "tmpfs", "-o", SIZE, "corridor-faults", directory.toString());
            } catch (IOException notAllowed) {
                disks.close();
                return Optional.empty();
            }
            disks.add(directory);
        }
        return Optional.of(disks);
    }

    private synchronized void add(Path directory) {
        mounted.add(directory);
    }

    /** Writes a file until the disk of this directory is full. */
    public void fill(Path directory) throws IOException {
        try (OutputStream out = Files.newOutputStream(directory.resolve(FILLER))) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException full) {
            if (Files.getFileStore(directory).getUsableSpace() > BLOCK.length) {
                throw full;
            }
        }
    }

    /** Ends {@link #fill}. */
    public void free(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILLER));
    }

    /** Unmounts all disks, also those that a process still uses: they vanish when it ends. */
    @Override
    public void close() {
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException inShutdown) {
            // The hook runs, or has run.
        }
    }

    private synchronized void unmount() {
        for (Path directory : mounted) {
            try {
                SystemCommand.run("umount", "-l", directory.toString());
            } catch (IOException e) {
                System.err.println("could not unmount " + directory + ": " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        mounted.clear();
    }
}

package dev.goldencorridor.cli;

import java.io.IOException;
import java.util.Arrays;

/**
 * Main class of a child process that ends with its parent, however the parent ends. It runs another main class while
 * standard input is open. The operating system closes that pipe with the parent.
 */
public final class ParentWatchdog {
    private static final long ORDERLY_END_MILLIS = 4_000;
    private static final int ORPHANED = 0;

    private ParentWatchdog() {}

    /** The first argument is the class to run; the others are passed to it. */
    public static void main(String[] args) throws ReflectiveOperationException {
        daemon("parent-watch", ParentWatchdog::awaitEndOfInput);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing; only the end of the input matters.
            }
        } catch (IOException closed) {
            System.err.println("standard input failed, which ends this process as its end does: " + closed);
        }
        daemon("last-resort", ParentWatchdog::haltLater);
        System.exit(ORPHANED);
    }

    /** Ends the process even if a shutdown hook hangs. */
    private static void haltLater() {
        try {
            Thread.sleep(ORDERLY_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}

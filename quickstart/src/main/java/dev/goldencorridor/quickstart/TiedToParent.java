package dev.goldencorridor.quickstart;

import java.io.IOException;
import java.util.Arrays;

/**
 * Main class of a child process that ends with its parent, however the parent ends: it runs another main class while
 * standard input is open, and standard input is a pipe that the operating system closes with the parent.
 */
final class TiedToParent {
    private static final long ORDERLY_END_MILLIS = 4_000;
    private static final int ORPHANED = 0;

    private TiedToParent() {}

    /** First argument: the class to run; the others are its own. */
    public static void main(String[] args) throws ReflectiveOperationException {
        daemon("parent-watch", TiedToParent::awaitEndOfInput);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; only the end matters.
            }
        } catch (IOException closed) {
            System.err.println("standard input failed, which ends this process as its end does: " + closed);
        }
        daemon("last-resort", TiedToParent::haltLater);
        System.exit(ORPHANED);
    }

    /** Shutdown hooks may hang; the process must not. */
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

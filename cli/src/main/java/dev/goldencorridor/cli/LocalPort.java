package dev.goldencorridor.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports of this machine's loopback address. Nothing listens on a port that was found, until the caller does.
 *
 * <p>Linux gives connections, and sockets without a port of their own, the ports from 32768; macOS and Windows those
 * from 49152. Such a port could be taken before the caller listens on it. So the ports of this class are below.
 */
public final class LocalPort {
    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 100;

    private LocalPort() {}

    /** The preferred port if it is free, else any free port; 0 prefers none. */
    public static int freeOr(int preferred) throws IOException {
        if (preferred > 0 && isFree(preferred)) {
            return preferred;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("none of " + ATTEMPTS + " ports of 127.0.0.1 from " + FIRST + " to " + (END - 1)
                + " is free; stop a program that listens there");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

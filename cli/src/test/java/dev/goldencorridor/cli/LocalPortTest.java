package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortTest {
    @Test
    void aFreePreferredPortIsUsed() throws IOException {
        int free = LocalPort.freeOr(0);
        assertThat(LocalPort.freeOr(free)).isEqualTo(free);
    }

    @Test
    void aTakenPreferredPortIsReplaced() throws IOException {
        try (ServerSocket taken = listen(LocalPort.freeOr(0))) {
            assertThat(LocalPort.freeOr(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void thePortsAreNotThoseThatTheSystemGivesToSockets() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (ServerSocket given = listen(0)) {
                assertThat(LocalPort.freeOr(0)).isBetween(20_000, 32_767).isLessThan(given.getLocalPort());
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}

package dev.goldencorridor.runtime.monitoring;

import java.util.Locale;

/** The processes that serve metrics and health, each with its usual port. */
public enum MonitoredProcess {
    UP(9640),
    PROCESS(9641),
    SINK(9642),
    ALERTS(9643),
    BOARD(9644);

    private final int port;

    MonitoredProcess(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** The name of the command that runs the process. */
    String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}

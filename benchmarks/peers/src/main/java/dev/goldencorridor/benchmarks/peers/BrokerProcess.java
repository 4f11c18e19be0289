package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.cli.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** Main class of the broker's process. */
public final class BrokerProcess {
    static final String LINE = "serving at ";

    private BrokerProcess() {}

    /** First argument: the directory for its data. */
    @SuppressWarnings("MustBeClosedChecker") // It serves until the process ends.
    public static void main(String[] args) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
        System.out.println(LINE + broker.bootstrapServers());
    }
}

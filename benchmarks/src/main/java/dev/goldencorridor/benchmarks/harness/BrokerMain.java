package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.cli.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** Main class of the child process that runs the broker. Argument: the data directory. */
public final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        System.out.println("address " + broker.bootstrapServers());
    }
}

package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.sink.SinkSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;

/** Prints the addresses of a running stack, and commands that work as printed. */
final class UsageHints {
    private final String brokers;
    private final String registry;
    private final boolean json;
    private final String directoryArgument;
    private final String directory;
    private final Optional<URI> monitoring;

    UsageHints(Settings settings, StackOptions options, Optional<URI> monitoring) {
        this.monitoring = monitoring;
        this.brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        this.registry = settings.string(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG);
        this.json = settings.string(SinkSettings.FORMAT_CONFIG).equals("json");
        this.directoryArgument = options.directoryArgument();
        this.directory = options.directory().toAbsolutePath().normalize().toString();
    }

    /** @param board the address of the board */
    void printTo(PrintWriter out, String board) {
        String corridor = Corridor.command();
        out.println("  Board            " + board);
        out.println("  Kafka            " + brokers);
        out.println("  Schema registry  " + registry);
        monitoring.ifPresent(address -> out.println("  Metrics, health  " + address + "/metrics, /health/ready"));
        out.println("  Data and logs    " + directory);
        out.println();
        out.println("See the results:");
        out.println("  " + corridor + " watch trips" + directoryArgument);
        out.println("  " + corridor + " watch delays" + directoryArgument);
        if (json) {
            out.println("  kcat -b " + brokers + " -t ops.trips -C -o beginning -e -f '%k %s\\n'");
        } else {
            out.println("  kcat -b " + brokers + " -t ops.trips -C -o beginning -e -f '%k\\n'");
            out.println("  (kcat shows whole values when the stack is started with --set sink.format=json)");
        }
        out.println("Publish your own file, here as the port system of Khorgos:");
        out.println("  " + corridor + " publish" + directoryArgument + " --publisher khorgos --format ndjson FILE");
    }
}

package dev.goldencorridor.endtoend;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.cli.CorridorDirectory;
import dev.goldencorridor.cli.Stack;
import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.TrustedAuthorities;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigDef;

/** A secure stack in this JVM, and its programs as they find it: by the files in its directory. */
final class SecureStack implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> given;
    private final Stack stack;
    private final Map<String, CommittedLog> logs = new HashMap<>();
    private Registry registry;
    private FileAppender<ILoggingEvent> log;
    private AccessPlan plan;

    /** @param given settings of all programs */
    SecureStack(Path directory, Map<String, String> given) {
        this.directory = directory;
        this.given = given;
        this.stack = new Stack(
                CorridorDirectory.take(directory),
                (definition, fromStack) -> {
                    Map<String, String> all = new LinkedHashMap<>(fromStack);
                    all.putAll(given);
                    return Settings.of(definition, declared(definition, all));
                },
                Optional.of(Mechanism.TLS));
    }

    void start() throws InterruptedException {
        log = InProcessApplication.append(directory.resolve("logs").resolve("jvm.log"));
        plan = AccessPlan.of(stack.start(), PublisherCatalogue.builtIn().publishers());
        registry = Registry.connect(settings(CommonSettings.definition()), Duration.ofSeconds(10));
    }

    /** The address of metrics and health. */
    URI monitoring() {
        return stack.monitoringAddress().orElseThrow();
    }

    /** The directory of certificates and passwords. */
    Path security() {
        return directory.resolve("security");
    }

    /** The certificate that the broker presents to a new connection. */
    Certificate brokerCertificate() throws IOException {
        String[] address = settings(CommonSettings.definition())
                .string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG)
                .split(":", -1);
        try (SSLSocket socket =
                (SSLSocket) TrustedAuthorities.sockets(security().resolve("ca.pem"))
                        .createSocket(address[0], Integer.parseInt(address[1]))) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** The permissions that the stack has granted. */
    AccessPlan plan() {
        return plan;
    }

    Registry registry() {
        return registry;
    }

    /** The settings of a program that is given the directory. */
    Settings settings(ConfigDef definition) {
        return Settings.resolve(
                definition,
                Optional.of(directory.resolve("endpoints.properties")),
                Optional.empty(),
                Map.of(),
                declared(definition, given));
    }

    /** The settings of an operator's tool, for any principal. */
    Settings settingsOf(String principal) {
        return settings(CommonSettings.definition()).as(principal);
    }

    /** The committed records of a topic up to its present end, as the operator reads them. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return logs.computeIfAbsent(
                        topic,
                        name -> new CommittedLog(
                                name, settings(CommonSettings.definition()).kafkaClient()))
                .read();
    }

    /** The last value under each key of the downstream topic. */
    Map<String, SpecificRecord> downstream(AggregateRoute route) {
        WireDeserializer<SpecificRecord> decoder = new WireDeserializer<>(registry, route.schema());
        Map<String, SpecificRecord> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : read(route.downstream())) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, decoder.deserialize(record.topic(), record.value()));
            }
        }
        return latest;
    }

    /** Runs a command with the directory of the stack. Returns its exit code, and what it printed. */
    String run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--dir", directory.toString()));
        given.forEach((name, value) -> {
            if (name.equals("alerts.to") && arguments[0].equals("acls")) {
                all.addAll(List.of("--set", name + "=" + value));
            }
        });
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int exit = Corridor.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
        return "exit " + exit + "\n" + out;
    }

    /** Stops all programs and servers. Commands may use the directory afterwards. */
    void stop() {
        stack.close();
    }

    private static Map<String, String> declared(ConfigDef definition, Map<String, String> all) {
        Map<String, String> declared = new LinkedHashMap<>(all);
        declared.keySet().retainAll(definition.names());
        return declared;
    }

    @Override
    public void close() {
        logs.values().forEach(CommittedLog::close);
        if (registry != null) {
            registry.close();
        }
        stack.close();
        log.stop();
    }
}

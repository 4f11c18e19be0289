package dev.goldencorridor.cli;

import dev.goldencorridor.cli.access.AccessDifference;
import dev.goldencorridor.cli.access.AccessFormat;
import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.runtime.kafka.AccessAdmin;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints, compares and grants the permissions that the corridor's programs need on the brokers. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        description = {
            "Print the permissions and quotas that each program needs on the brokers, and no others.",
            "They follow from the topic catalogue, the publisher catalogue and the settings, such as alerts.to.",
            "With --diff or --apply it asks the brokers, as principal " + Principals.ADMINISTRATOR + "."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:printed; no differences, or all were applied",
            "1:differences remain",
            "2:nothing could be done"
        })
final class AclsCommand implements Callable<Integer> {
    private static final int DIFFERENCES_REMAIN = 1;

    @Option(names = "--diff", description = "Show how the permissions and quotas of the cluster differ.")
    private boolean diff;

    @Option(names = "--apply", description = "Grant missing permissions and set quotas. Nothing is revoked.")
    private boolean apply;

    @Option(names = "--revoke", description = "With --apply: revoke the permissions that a principal has in addition.")
    private boolean revoke;

    @Option(
            names = "--format",
            paramLabel = "kafka|strimzi|jikkou",
            defaultValue = "kafka",
            description = "Commands of Kafka's tools (the default), KafkaUser resources of Strimzi, or resources of"
                    + " Jikkou.")
    private String format;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "corridor",
            description = "The name of Strimzi's Kafka resource (default: ${DEFAULT-VALUE}).")
    private String cluster;

    @Option(
            names = "--principal",
            paramLabel = "NAME=OTHER",
            description = "Another name of a principal, e.g. corridor-sink=CN=sink,O=Rail; may be repeated.")
    private final Map<String, String> otherNames = new LinkedHashMap<>();

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.resolve(DeclaredSettings.ofAllApplications());
        AccessPlan plan = AccessPlan.of(
                        settings, PublisherCatalogue.of(settings).publishers())
                .renamed(otherNames);
        PrintWriter out = spec.commandLine().getOut();
        if (!diff && !apply) {
            out.print(AccessFormat.parse(format).print(plan, cluster));
            out.flush();
            return 0;
        }
        try (AccessAdmin admin = AccessAdmin.connect(administrator(settings))) {
            AccessDifference difference = AccessDifference.between(plan, admin);
            if (apply) {
                difference.lines().forEach(line -> out.println("before: " + line));
                difference.apply(admin, revoke);
                difference = AccessDifference.between(plan, admin);
            }
            difference.lines().forEach(out::println);
            out.println(plan.rules().size() + " permissions and "
                    + plan.quotas().size() + " quotas: "
                    + (difference.isEmpty() ? "as planned" : difference.lines().size() + " differences"));
            out.flush();
            return difference.isEmpty() ? 0 : DIFFERENCES_REMAIN;
        }
    }

    /** A principal that the user names has priority. */
    private static Settings administrator(Settings settings) {
        return settings.asInsteadOf(Principals.OPERATOR, Principals.ADMINISTRATOR);
    }
}

package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code corridor topics} shows how the cluster's topics differ from their declarations, and creates and corrects
 * them.
 */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description =
                "Shows how topics differ from their declaration; --apply creates and corrects, and never deletes.",
        footer = {
            "",
            "Exit codes: 0 no differences, or all were applied; 1 differences remain; 2 nothing could be done."
        },
        exitCodeOnExecutionException = 2)
public final class TopicsCommand implements Callable<Integer> {
    private static final int DIFFERENCES_REMAIN = 1;
    private static final int NOTHING_DONE = 2;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--apply", description = "Create missing topics and correct configuration. Nothing is deleted.")
    private boolean apply;

    @Option(
            names = "--strimzi",
            paramLabel = "CLUSTER",
            description =
                    "Print the declared topics as KafkaTopic resources for this Strimzi cluster. It asks no broker.")
    private String strimziCluster;

    @Spec
    private CommandSpec spec;

    /** Runs the command as a program of its own, e.g. in a container. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TopicsCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Settings settings = options.resolve(CommonSettings.definition());
            return run(apply ? settings.asInsteadOf(Principals.OPERATOR, Principals.ADMINISTRATOR) : settings, out);
        } catch (SettingsException | BrokersUnavailableException e) {
            err.println(e.getMessage());
        }
        err.flush();
        return NOTHING_DONE;
    }

    private int run(Settings settings, PrintWriter out) {
        PublisherCatalogue publishers = PublisherCatalogue.of(settings);
        List<TopicDeclaration> declared = TopicCatalogue.all(settings, publishers);
        int copies = settings.integer(CommonSettings.REPLICATION_FACTOR_CONFIG);
        if (strimziCluster != null) {
            out.print(StrimziTopics.yaml(declared, strimziCluster, copies));
            out.flush();
            return 0;
        }
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            List<TopicDifference> before = TopicCheck.compare(admin, declared, copies);
            List<TopicDifference> after = before;
            if (apply) {
                TopicUpdater.apply(admin, before, copies);
                after = TopicCheck.compare(admin, declared, copies);
            }
            out.println("Topics at " + settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG) + ":");
            TopicTable.print(out, declared, states(declared, before, after));
            printUnknownPublishers(out, TopicCheck.topicsOfUnknownPublishers(admin, publishers));
            printSummary(out, before, after);
            out.flush();
            return after.isEmpty() ? 0 : DIFFERENCES_REMAIN;
        }
    }

    /** For each topic: the changes that were made, or the differences that remain. */
    private static Map<String, List<String>> states(
            List<TopicDeclaration> declared, List<TopicDifference> before, List<TopicDifference> after) {
        Map<String, List<String>> states = new LinkedHashMap<>();
        for (TopicDeclaration topic : declared) {
            List<TopicDifference> remaining = of(topic, after);
            List<TopicDifference> original = of(topic, before);
            if (!remaining.isEmpty()) {
                states.put(
                        topic.name(),
                        remaining.stream()
                                .map(difference -> difference.kind() == TopicDifference.Kind.MISSING
                                        ? difference.describe()
                                        : "differs: " + difference.describe())
                                .toList());
            } else if (original.stream().anyMatch(difference -> difference.kind() == TopicDifference.Kind.MISSING)) {
                states.put(topic.name(), List.of("created"));
            } else if (!original.isEmpty()) {
                states.put(
                        topic.name(),
                        List.of("corrected: "
                                + original.stream().map(TopicDifference::entry).collect(Collectors.joining(", "))));
            } else {
                states.put(topic.name(), List.of("ok"));
            }
        }
        return states;
    }

    private static List<TopicDifference> of(TopicDeclaration topic, List<TopicDifference> differences) {
        return differences.stream()
                .filter(difference -> difference.topic().equals(topic))
                .toList();
    }

    private static void printUnknownPublishers(PrintWriter out, Set<String> unknown) {
        for (String topic : unknown) {
            out.println("Note: " + topic + " exists, but the publisher catalogue does not name "
                    + topic.substring(TopicCatalogue.MOVEMENTS_PREFIX.length())
                    + ": its records are rejected until " + CommonSettings.PUBLISHERS_FILE_CONFIG + " does.");
        }
    }

    private void printSummary(PrintWriter out, List<TopicDifference> before, List<TopicDifference> after) {
        if (after.isEmpty()) {
            out.println(before.isEmpty() ? "All topics are as declared." : "All differences were applied.");
            return;
        }
        boolean isCorrectable = after.stream().anyMatch(TopicDifference::correctable);
        out.println(after.size()
                + (after.size() == 1 ? " difference remains." : " differences remain.")
                + (isCorrectable && !apply ? " Create and correct with: corridor topics --apply" : ""));
    }
}

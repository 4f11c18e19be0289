package dev.goldencorridor.cli.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.goldencorridor.alertbridge.AlertAccess;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.sink.SinkSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The permissions that each program of the corridor needs, and no others. Names of groups, transactional ids and
 * internal topics follow from the settings.
 */
public final class AccessCatalogue {
    /** At their start, programs with transactions check how safe these topics are. */
    private static final List<String> TOPICS_OF_BROKERS = List.of("__consumer_offsets", "__transaction_state");

    private final Settings settings;
    private final List<String> inputs;
    private final List<String> delays;
    private final List<String> aggregates =
            AggregateRoute.all().stream().map(AggregateRoute::aggregate).toList();
    private final List<String> results =
            AggregateRoute.all().stream().map(AggregateRoute::downstream).toList();
    private final Set<String> publishers;
    private final List<ResultReader> readers;

    /**
     * @param settings of all applications
     * @param publishers the names in the publisher catalogue
     * @throws dev.goldencorridor.runtime.settings.SettingsException if a reader in the settings is invalid
     */
    public AccessCatalogue(Settings settings, Collection<String> publishers) {
        this.settings = settings;
        this.publishers = new TreeSet<>(publishers);
        this.inputs = this.publishers.stream().map(TopicCatalogue::movementsOf).toList();
        this.delays = this.publishers.stream().map(TopicCatalogue::delaysOf).toList();
        this.readers = ResultReader.parseAll(settings.string(CommonSettings.READERS_CONFIG), results, allDelays());
    }

    /** All permissions, in order. */
    public Set<AccessRule> rules() {
        Set<AccessRule> rules = new TreeSet<>();
        publishers.forEach(publisher -> rules.addAll(publisher(publisher)));
        rules.addAll(processor());
        rules.addAll(sink());
        rules.addAll(alertBridge());
        rules.addAll(board());
        readers.forEach(reader -> rules.addAll(reader(reader)));
        rules.addAll(operator());
        rules.addAll(rejects());
        rules.addAll(reset());
        rules.addAll(administrator());
        return rules;
    }

    /** The principals of all programs, in order. */
    public Set<String> principals() {
        Set<String> principals = new TreeSet<>(Set.of(
                Principals.PROCESSOR,
                Principals.SINK,
                Principals.ALERTS,
                Principals.BOARD,
                Principals.OPERATOR,
                Principals.REJECTS,
                Principals.RESET,
                Principals.ADMINISTRATOR));
        publishers.forEach(publisher -> principals.add(Principals.publisher(publisher)));
        readers.forEach(reader -> principals.add(Principals.reader(reader.name())));
        return principals;
    }

    /** An idempotent producer needs nothing on the cluster: WRITE on a topic includes it. */
    private Set<AccessRule> publisher(String publisher) {
        return new RuleList(Principals.publisher(publisher))
                .topic(TopicCatalogue.movementsOf(publisher), WRITE)
                .rules();
    }

    private Set<AccessRule> processor() {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        List<String> outputs = names(TopicCatalogue.writtenByProcessor(settings));
        return new RuleList(Principals.PROCESSOR)
                // Without DESCRIBE_CONFIGS it would trust the configuration of the topics.
                .topics(inputs, READ, DESCRIBE_CONFIGS)
                .topic(TopicCatalogue.CONTROL, READ, DESCRIBE_CONFIGS)
                .topics(outputs, WRITE, DESCRIBE_CONFIGS)
                // It counts the open rejects.
                .topic(TopicCatalogue.REJECTED, READ)
                .topic(TopicCatalogue.REJECT_OUTCOMES, READ)
                // Kafka Streams deletes the records of repartition topics that it has read.
                .internalTopics(application, READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS)
                .group(application, READ)
                .transactionalIds(application)
                .topics(TOPICS_OF_BROKERS, DESCRIBE, DESCRIBE_CONFIGS)
                .rules();
    }

    private Set<AccessRule> sink() {
        List<String> sources = new ArrayList<>(aggregates);
        sources.add(TopicCatalogue.DELAYS);
        List<String> targets = new ArrayList<>(names(TopicCatalogue.writtenBySink(settings)));
        targets.addAll(delays);
        String group = settings.string(SinkSettings.GROUP_CONFIG);
        return new RuleList(Principals.SINK)
                .topics(sources, READ, DESCRIBE_CONFIGS)
                .topic(TopicCatalogue.REJECTED, WRITE, DESCRIBE_CONFIGS)
                // It reads what it has delivered.
                .topics(targets, READ, WRITE, DESCRIBE_CONFIGS)
                .group(group, READ)
                .transactionalIds(group + "-")
                .topics(TOPICS_OF_BROKERS, DESCRIBE, DESCRIBE_CONFIGS)
                .rules();
    }

    private Set<AccessRule> alertBridge() {
        RuleList rules = new RuleList(Principals.ALERTS).topics(AlertAccess.topics(settings, allDelays()), READ);
        for (String group : AlertAccess.webhookGroups(settings)) {
            rules.group(group, READ)
                    .transactionalIds(group + "-")
                    .topic(TopicCatalogue.WEBHOOK_ALERTS, READ, WRITE)
                    .topics(TOPICS_OF_BROKERS, DESCRIBE, DESCRIBE_CONFIGS);
        }
        return rules.rules();
    }

    private Set<AccessRule> board() {
        return new RuleList(Principals.BOARD)
                .topics(results, READ)
                .topics(delays, READ)
                .topic(TopicCatalogue.ACKNOWLEDGEMENTS, READ, WRITE)
                .rules();
    }

    /** Its groups are its own affair, so their names have its principal and a dot in front. */
    private static Set<AccessRule> reader(ResultReader reader) {
        String principal = Principals.reader(reader.name());
        return new RuleList(principal)
                .topics(reader.topics(), READ)
                .groups(principal + ".", READ)
                .rules();
    }

    /** {@code watch}, {@code control}, {@code topics} without {@code --apply}, and the screens of demo and replay. */
    private Set<AccessRule> operator() {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        List<String> read = new ArrayList<>(results);
        read.addAll(allDelays());
        read.add(TopicCatalogue.REJECTED);
        List<String> all = declared();
        List<String> described = new ArrayList<>(all);
        described.removeAll(read);
        described.remove(TopicCatalogue.CONTROL);
        return new RuleList(Principals.OPERATOR)
                .topics(read, READ)
                .topic(TopicCatalogue.CONTROL, READ, WRITE)
                .topics(described, DESCRIBE)
                .topics(all, DESCRIBE_CONFIGS)
                // The progress of the processor is in its group, by topic.
                .group(application, DESCRIBE)
                .internalTopics(application, DESCRIBE)
                .rules();
    }

    /** It publishes repaired records to the topics of all publishers, so not every operator should have it. */
    private Set<AccessRule> rejects() {
        return new RuleList(Principals.REJECTS)
                .topics(inputs, READ, WRITE)
                .topic(TopicCatalogue.REJECTED, READ)
                .topic(TopicCatalogue.REJECT_OUTCOMES, READ, WRITE)
                .transactionalId(Principals.REJECTS)
                .rules();
    }

    /** It rewrites changelogs and results, and sets the offsets of the processor, in one transaction. */
    private Set<AccessRule> reset() {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        List<String> rewritten = new ArrayList<>(aggregates);
        rewritten.remove(TopicCatalogue.CLOCK);
        return new RuleList(Principals.RESET)
                .topics(inputs, READ)
                .topic(TopicCatalogue.CONTROL, READ)
                .topics(rewritten, READ, WRITE)
                .internalTopics(application, READ, WRITE, DELETE)
                .group(application, READ)
                .transactionalId(application + "-reset")
                .rules();
    }

    /** {@code topics --apply} and {@code acls --apply}. ALTER on the cluster lets it grant anything to anybody. */
    private Set<AccessRule> administrator() {
        return new RuleList(Principals.ADMINISTRATOR)
                .topics(declared(), CREATE, DESCRIBE, ALTER_CONFIGS)
                .cluster(ALTER, ALTER_CONFIGS)
                .rules();
    }

    private List<String> allDelays() {
        List<String> all = new ArrayList<>(delays);
        all.add(TopicCatalogue.CRITICAL_DELAYS);
        return all;
    }

    private List<String> declared() {
        List<String> all = new ArrayList<>(inputs);
        all.add(TopicCatalogue.CONTROL);
        all.addAll(names(TopicCatalogue.writtenByProcessor(settings)));
        all.add(TopicCatalogue.REJECT_OUTCOMES);
        all.addAll(names(TopicCatalogue.writtenBySink(settings)));
        all.add(TopicCatalogue.WEBHOOK_ALERTS);
        all.add(TopicCatalogue.ACKNOWLEDGEMENTS);
        all.addAll(delays);
        return all;
    }

    private static List<String> names(List<TopicDeclaration> topics) {
        return topics.stream().map(TopicDeclaration::name).toList();
    }
}

package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics without which the sink cannot begin. */
final class RequiredTopics {
    private static final String ADVICE =
            ". Run 'corridor topics' to see the difference, 'corridor topics --apply' to create what is missing";

    private RequiredTopics() {}

    /**
     * Checks that every topic of the routes exists and that a key can stay on its partition.
     *
     * @throws SinkException naming every fault and what to do
     */
    static void check(Admin admin, List<AggregateRoute> routes) {
        Set<String> names = new LinkedHashSet<>();
        routes.forEach(route -> {
            names.add(route.aggregate());
            names.add(route.downstream());
        });
        names.add(TopicCatalogue.REJECTED);
        faults(partitions(admin, names), routes);
    }

    /** Throws if a topic is missing or has too few partitions, given how many each existing topic has. */
    static void faults(Map<String, Integer> partitions, List<AggregateRoute> routes) {
        List<String> faults = new ArrayList<>();
        int most = 0;
        for (AggregateRoute route : routes) {
            Integer from = partitions.get(route.aggregate());
            Integer to = partitions.get(route.downstream());
            if (from == null) {
                faults.add("topic " + route.aggregate() + " is missing");
            }
            if (to == null) {
                faults.add("topic " + route.downstream() + " is missing");
            }
            if (from != null && to != null && to < from) {
                faults.add("topic " + route.downstream() + " has " + to + " partitions and " + route.aggregate()
                        + " has " + from + "; it needs at least as many, since a key keeps its partition");
            }
            most = Math.max(most, from == null ? 0 : from);
        }
        Integer rejects = partitions.get(TopicCatalogue.REJECTED);
        if (rejects == null) {
            faults.add("topic " + TopicCatalogue.REJECTED + " is missing");
        } else if (rejects < most) {
            faults.add("topic " + TopicCatalogue.REJECTED + " has " + rejects + " partitions; it needs " + most);
        }
        if (!faults.isEmpty()) {
            throw new SinkException("The sink cannot start: " + String.join("; ", faults) + ADVICE);
        }
    }

    private static Map<String, Integer> partitions(Admin admin, Set<String> names) {
        Map<String, Integer> partitions = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(names).topicNameValues();
        descriptions.forEach((name, description) -> {
            try {
                partitions.put(name, description.get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new SinkException(
                            "The sink cannot start: the brokers do not tell about topic " + name + ": " + e.getCause()
                                    + ". Check bootstrap.servers and that this principal may describe the topic",
                            e.getCause());
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        return partitions;
    }
}

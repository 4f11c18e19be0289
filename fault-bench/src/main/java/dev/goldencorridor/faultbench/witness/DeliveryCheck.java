package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sink delivers, under each key, a subsequence of the processor's values: each value is one of them, unchanged, in
 * their order, and none comes twice. The topics of a publisher's alerts have the whole sequence.
 *
 * <p>It compares at the end, because the witness may receive a delivered value before the processor's.
 */
public final class DeliveryCheck implements Check {
    public static final String NAME = "delivery";

    private final Findings findings;
    private final Map<String, String> sourceTopics = new HashMap<>();
    private final Map<String, List<Entry>> written = new HashMap<>();
    private final Map<String, List<Entry>> delivered = new HashMap<>();

    private record Entry(long revision, int content, long nanos) {
        boolean isSame(Entry other) {
            return revision == other.revision && content == other.content;
        }
    }

    public DeliveryCheck(Findings findings) {
        this.findings = findings;
        AggregateRoute.all().stream()
                .filter(route -> route.schema().getField("revision") != null)
                .forEach(route -> sourceTopics.put(route.downstream(), route.aggregate()));
    }

    @Override
    public void observe(Observation observation) {
        String topic = observation.topic();
        int content = observation.value() == null ? 0 : observation.value().hashCode();
        Entry entry = new Entry(observation.revision(), content, observation.nanos());
        if (sourceTopics.containsValue(topic) || topic.equals(TopicCatalogue.DELAYS)) {
            append(written, topic + " " + observation.key(), entry);
        } else if (sourceTopics.containsKey(topic) || isOfAPublisher(topic)) {
            append(delivered, topic + " " + observation.key(), entry);
        }
    }

    static boolean isOfAPublisher(String topic) {
        return topic.startsWith(TopicCatalogue.DELAYS_PREFIX) && !topic.equals(TopicCatalogue.CRITICAL_DELAYS);
    }

    private static void append(Map<String, List<Entry>> entries, String key, Entry entry) {
        entries.computeIfAbsent(key, any -> new ArrayList<>()).add(entry);
    }

    @Override
    public void finish() {
        delivered.forEach((topicAndKey, entries) -> {
            String topic = topicAndKey.substring(0, topicAndKey.indexOf(' '));
            String source = sourceTopics.getOrDefault(topic, TopicCatalogue.DELAYS);
            List<Entry> sources = written.getOrDefault(source + topicAndKey.substring(topic.length()), List.of());
            compare(topicAndKey, entries, sources);
            if (isOfAPublisher(topic) && entries.size() < sources.size()) {
                findings.add(
                        NAME,
                        Harm.LOST,
                        sources.get(sources.size() - 1).nanos,
                        topicAndKey + ": " + entries.size() + " of " + sources.size() + " revisions were delivered");
            }
        });
    }

    private void compare(String topicAndKey, List<Entry> entries, List<Entry> sources) {
        int next = 0;
        Entry last = null;
        for (Entry entry : entries) {
            if (last != null && entry.isSame(last)) {
                findings.add(NAME, Harm.DUPLICATED, entry.nanos, topicAndKey + ": revision " + entry.revision);
                continue;
            }
            int found = next;
            while (found < sources.size() && !sources.get(found).isSame(entry)) {
                found++;
            }
            if (found == sources.size()) {
                findings.add(
                        NAME,
                        Harm.WRONG,
                        entry.nanos,
                        topicAndKey + ": revision " + entry.revision
                                + " is not among the processor's later values with this content");
            } else {
                next = found + 1;
                last = entry;
            }
        }
    }
}

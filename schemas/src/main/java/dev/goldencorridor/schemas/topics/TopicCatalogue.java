package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every topic of the corridor, declared once. The streams application's internal topics are its own to make. */
public final class TopicCatalogue {
    /** What the name of every input topic begins with; the publisher's name follows. */
    public static final String MOVEMENTS_PREFIX = "movements.";

    public static final String REJECTED = "corridor.rejected";
    public static final String CLOCK = "corridor.clock";
    public static final String DELAYS = "corridor.delays";
    public static final String CONTROL = "corridor.control";
    /** What the name of every downstream topic of delays begins with; the name of the facility's publisher follows. */
    public static final String DELAYS_PREFIX = "delays.";

    /** The alerts of severity CRITICAL, of all publishers. */
    public static final String CRITICAL_DELAYS = "delays.critical";

    private static final String AS_SENT = "producer";
    /** Rejects may be megabytes that compress well. Every client reads this codec. */
    private static final String REJECTS_CODEC = "gzip";

    private static final String ALERTING = "alerting services";
    private static final int MIB = 1 << 20;
    /** A value of 1 MiB with its key. A client makes an object of each header, so some megabytes of these fill a heap. */
    private static final int MAX_INPUT_RECORD_BYTES = MIB + MIB / 2;
    /** Ports may send what is too long to be good: it must get as far as the rejects, where it can be seen. */
    private static final int LONGEST_INPUT = 8 * MIB;
    /** A rejected record carries headers on top of what was received. */
    private static final int LONGEST_REJECT = 9 * MIB;

    /** A reader that was away for a week finds all that it missed; a day more is for compaction, which is not punctual. */
    private static final Duration KEPT_FOR_READERS = Duration.ofDays(8);

    /** Only the latest value counts, so the values before it may go at once; tombstones are kept for readers. */
    private static final TopicDeclaration.Compaction LATEST =
            new TopicDeclaration.Compaction(Duration.ZERO, KEPT_FOR_READERS);

    /** Each revision is a change that somebody acts on. */
    private static final TopicDeclaration.Compaction EVERY_REVISION =
            new TopicDeclaration.Compaction(KEPT_FOR_READERS, KEPT_FOR_READERS);

    private TopicCatalogue() {}

    public static String movementsOf(String publisher) {
        return MOVEMENTS_PREFIX + publisher;
    }

    /** The publisher of an input topic. */
    public static String publisherOf(String movementsTopic) {
        return movementsTopic.substring(MOVEMENTS_PREFIX.length());
    }

    /** The downstream topic of the alerts at one publisher's facilities. */
    public static String delaysOf(String publisher) {
        return DELAYS_PREFIX + publisher;
    }

    /**
     * All topics: an input topic and one of delays for each publisher in the catalogue, aggregates, rejects, control and
     * the other downstream topics.
     */
    public static List<TopicDeclaration> all(Settings settings, PublisherCatalogue publishers) {
        List<TopicDeclaration> topics = new ArrayList<>();
        publishers.publishers().forEach(publisher -> topics.add(movements(publisher, settings)));
        topics.add(control(settings));
        topics.addAll(writtenByProcessor(settings));
        topics.addAll(writtenBySink(settings));
        publishers.publishers().forEach(publisher -> topics.add(delays(publisher, settings)));
        return topics;
    }

    /** The input topic of one publisher. */
    public static TopicDeclaration movements(String publisher, Settings settings) {
        return new TopicDeclaration(
                movementsOf(publisher),
                settings.integer(CommonSettings.PARTITIONS_CONFIG),
                "delete",
                settings.duration(CommonSettings.MOVEMENTS_RETENTION_CONFIG),
                null,
                "LogAppendTime",
                new TopicDeclaration.Size(LONGEST_INPUT, MAX_INPUT_RECORD_BYTES, AS_SENT),
                publisher,
                "stream-processor");
    }

    /** What those who operate the corridor tell the pipeline. */
    public static TopicDeclaration control(Settings settings) {
        return compacted(
                settings,
                CONTROL,
                LATEST,
                new TopicDeclaration.Size(MIB, MIB, AS_SENT),
                "operations",
                "stream-processor");
    }

    /** Aggregates, delay alerts and rejects. */
    public static List<TopicDeclaration> writtenByProcessor(Settings settings) {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            topics.add(compacted(settings, route.aggregate(), LATEST, "stream-processor", "sink"));
        }
        topics.add(compacted(settings, DELAYS, EVERY_REVISION, "stream-processor", "sink"));
        topics.add(new TopicDeclaration(
                REJECTED,
                settings.integer(CommonSettings.PARTITIONS_CONFIG),
                "delete",
                Duration.ofDays(90),
                null,
                "LogAppendTime",
                new TopicDeclaration.Size(LONGEST_REJECT, LONGEST_REJECT, REJECTS_CODEC),
                "stream-processor, sink",
                "platform engineers"));
        return topics;
    }

    /** Downstream topics, without those of delays that there is one of for each publisher. */
    public static List<TopicDeclaration> writtenBySink(Settings settings) {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            topics.add(compacted(settings, route.downstream(), LATEST, "sink", "operations centre"));
        }
        topics.add(compacted(settings, CRITICAL_DELAYS, EVERY_REVISION, "sink", ALERTING));
        return topics;
    }

    /** The downstream topic of the alerts at one publisher's facilities. */
    public static TopicDeclaration delays(String publisher, Settings settings) {
        return compacted(settings, delaysOf(publisher), EVERY_REVISION, "sink", ALERTING);
    }

    /** A topic that our own programs write. They bound their records themselves. */
    private static TopicDeclaration compacted(
            Settings settings, String name, TopicDeclaration.Compaction compaction, String writer, String reader) {
        return compacted(settings, name, compaction, new TopicDeclaration.Size(MIB, 0, AS_SENT), writer, reader);
    }

    private static TopicDeclaration compacted(
            Settings settings,
            String name,
            TopicDeclaration.Compaction compaction,
            TopicDeclaration.Size size,
            String writer,
            String reader) {
        return new TopicDeclaration(
                name,
                settings.integer(CommonSettings.PARTITIONS_CONFIG),
                "compact",
                null,
                compaction,
                "CreateTime",
                size,
                writer,
                reader);
    }
}

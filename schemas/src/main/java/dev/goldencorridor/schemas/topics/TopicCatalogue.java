package dev.goldencorridor.schemas.topics;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_INPUT_BATCH_BYTES;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_INPUT_RECORD_BYTES;
import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_BATCH_BYTES;
import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_COMPACTED_BATCH_BYTES;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The declaration of every topic of the corridor. The Kafka Streams application creates its internal topics itself.
 */
public final class TopicCatalogue {
    /** Prefix of the name of every input topic; the publisher's name follows. */
    public static final String MOVEMENTS_PREFIX = "movements.";

    public static final String REJECTED = "corridor.rejected";
    /** The topic of what was done about rejected records. */
    public static final String REJECT_OUTCOMES = "corridor.rejects.outcome";

    public static final String CLOCK = "corridor.clock";
    public static final String DELAYS = "corridor.delays";
    public static final String CONTROL = "corridor.control";
    /** The topic in which the alert bridge saves which alerts each webhook has as open. */
    public static final String WEBHOOK_ALERTS = "corridor.webhook-alerts";

    /** The topic in which the operations centre saves who has taken charge of which alert. */
    public static final String ACKNOWLEDGEMENTS = "ops.acknowledgements";

    /** Prefix of the name of every downstream topic of delays; the name of the facility's publisher follows. */
    public static final String DELAYS_PREFIX = "delays.";

    /** The topic of the alerts with severity CRITICAL, of all publishers. */
    public static final String CRITICAL_DELAYS = "delays.critical";

    /** The broker keeps the sender's codec. */
    private static final String AS_SENT = "producer";
    /** A rejected record may have megabytes that compress well. Every client reads this codec. */
    private static final String REJECTS_CODEC = "gzip";

    private static final String ALERTING = "alerting services";

    /**
     * A reader that was offline for a week misses nothing. One more day allows for compaction, which is not punctual.
     */
    private static final Duration KEPT_FOR_READERS = Duration.ofDays(8);

    /** Only the latest value counts, so earlier values may be removed at once. Tombstones are kept for readers. */
    private static final TopicDeclaration.Compaction LATEST =
            new TopicDeclaration.Compaction(Duration.ZERO, KEPT_FOR_READERS);

    /** People act on each revision, so all are kept. */
    private static final TopicDeclaration.Compaction EVERY_REVISION =
            new TopicDeclaration.Compaction(KEPT_FOR_READERS, KEPT_FOR_READERS);

    private static final TopicDeclaration.Records ALERTS =
            new TopicDeclaration.Records("facility|trainRunId|type", DelayAlert.getClassSchema());

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
     * All topics: an input topic and a topic of delays for each publisher in the catalogue, aggregates, rejects,
     * the outcomes of rejects, control, the other downstream topics, the state of webhooks and acknowledgements.
     */
    public static List<TopicDeclaration> all(Settings settings, PublisherCatalogue publishers) {
        List<TopicDeclaration> topics = new ArrayList<>();
        publishers.publishers().forEach(publisher -> topics.add(movements(publisher, settings)));
        topics.add(control(settings));
        topics.addAll(writtenByProcessor(settings));
        topics.add(rejectOutcomes(settings));
        topics.addAll(writtenBySink(settings));
        topics.add(webhookAlerts(settings));
        topics.add(acknowledgements(settings));
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
                new TopicDeclaration.Size(MAX_INPUT_BATCH_BYTES, MAX_INPUT_RECORD_BYTES, AS_SENT),
                new TopicDeclaration.Records("trainRunId", TrainMovement.getClassSchema()),
                publisher,
                "stream-processor");
    }

    /** The topic by which operators control the pipeline. */
    public static TopicDeclaration control(Settings settings) {
        return compacted(
                settings,
                CONTROL,
                LATEST,
                new TopicDeclaration.Size(MAX_COMPACTED_BATCH_BYTES, MAX_COMPACTED_BATCH_BYTES, AS_SENT),
                new TopicDeclaration.Records("facility", PortControl.getClassSchema()),
                "operations",
                "stream-processor");
    }

    /** Aggregates, delay alerts and rejects. */
    public static List<TopicDeclaration> writtenByProcessor(Settings settings) {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            topics.add(compacted(settings, route.aggregate(), LATEST, records(route), "stream-processor", "sink"));
        }
        topics.add(compacted(settings, DELAYS, EVERY_REVISION, ALERTS, "stream-processor", "sink"));
        topics.add(new TopicDeclaration(
                REJECTED,
                settings.integer(CommonSettings.PARTITIONS_CONFIG),
                "delete",
                Duration.ofDays(90),
                null,
                "LogAppendTime",
                new TopicDeclaration.Size(MAX_BATCH_BYTES, MAX_BATCH_BYTES, REJECTS_CODEC),
                new TopicDeclaration.Records("as received", Optional.empty()),
                "stream-processor, sink",
                "platform engineers"));
        return topics;
    }

    /** The topic of what was done about rejected records. Each reject gets one decision, which is kept for ever. */
    public static TopicDeclaration rejectOutcomes(Settings settings) {
        TopicDeclaration.Records records =
                new TopicDeclaration.Records("topic/partition/offset", RejectOutcome.getClassSchema());
        return compacted(settings, REJECT_OUTCOMES, LATEST, records, "operations", "operations, stream-processor");
    }

    /** The downstream topics, except the publishers' topics of delays. */
    public static List<TopicDeclaration> writtenBySink(Settings settings) {
        List<TopicDeclaration> topics = new ArrayList<>();
        for (AggregateRoute route : AggregateRoute.all()) {
            topics.add(compacted(settings, route.downstream(), LATEST, records(route), "sink", "operations centre"));
        }
        topics.add(compacted(settings, CRITICAL_DELAYS, EVERY_REVISION, ALERTS, "sink", ALERTING));
        return topics;
    }

    /** The downstream topic of the alerts at one publisher's facilities. */
    public static TopicDeclaration delays(String publisher, Settings settings) {
        return compacted(settings, delaysOf(publisher), EVERY_REVISION, ALERTS, "sink", ALERTING);
    }

    /** The topic in which the alert bridge saves which alerts each webhook has as open. */
    public static TopicDeclaration webhookAlerts(Settings settings) {
        TopicDeclaration.Records eventIds =
                new TopicDeclaration.Records("group|topic|partition|alert", Optional.empty());
        return compacted(settings, WEBHOOK_ALERTS, LATEST, eventIds, "alert-bridge", "alert-bridge");
    }

    /** The topic in which the operations centre saves who has taken charge of which alert. */
    public static TopicDeclaration acknowledgements(Settings settings) {
        TopicDeclaration.Records records =
                new TopicDeclaration.Records("facility|trainRunId|type", Acknowledgement.getClassSchema());
        return compacted(settings, ACKNOWLEDGEMENTS, LATEST, records, "operations-centre", "operations centre");
    }

    private static TopicDeclaration.Records records(AggregateRoute route) {
        return new TopicDeclaration.Records(route.key(), route.schema());
    }

    /** A compacted topic that the corridor's applications write. They limit the size of their records themselves. */
    private static TopicDeclaration compacted(
            Settings settings,
            String name,
            TopicDeclaration.Compaction compaction,
            TopicDeclaration.Records records,
            String writer,
            String reader) {
        TopicDeclaration.Size size = new TopicDeclaration.Size(MAX_COMPACTED_BATCH_BYTES, 0, AS_SENT);
        return compacted(settings, name, compaction, size, records, writer, reader);
    }

    private static TopicDeclaration compacted(
            Settings settings,
            String name,
            TopicDeclaration.Compaction compaction,
            TopicDeclaration.Size size,
            TopicDeclaration.Records records,
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
                records,
                writer,
                reader);
    }
}

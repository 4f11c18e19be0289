package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.alarms.Alarm;
import dev.goldencorridor.operationscentre.alarms.AlarmRecord;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Optional;

/** Converts values of delay topics for the alarm figures. */
final class AlarmValues {
    private AlarmValues() {}

    /** The publisher whose alerts a topic has. */
    static String publisherOf(String delaysTopic) {
        return delaysTopic.substring(TopicCatalogue.DELAYS_PREFIX.length());
    }

    /** The value of an alert; empty if it has no time of raising. */
    static Optional<AlarmRecord> of(String topic, String key, JsonValue value) {
        Optional<Instant> raisedAt = value.instant("raisedAt");
        return raisedAt.map(raised -> new AlarmRecord(
                new Alarm(
                        key,
                        value.textOrEmpty("facility") + "|" + value.textOrEmpty("type"),
                        publisherOf(topic),
                        value.textOrEmpty("severity"),
                        raised,
                        value.instant("clearedAt")),
                value.instant("asOf").orElse(raised),
                value.number("revision").orElse(1.0).longValue()));
    }
}

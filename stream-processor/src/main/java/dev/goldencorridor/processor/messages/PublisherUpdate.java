package dev.goldencorridor.processor.messages;

/**
 * The outcome of one record of an input topic. The key of the message is the publisher of the topic, and its timestamp
 * is when the broker took the record.
 */
public sealed interface PublisherUpdate extends StepMessage {
    /**
     * A valid report.
     *
     * @param isAccepted whether it changed what is stored of its run; otherwise it is a duplicate or outdated
     * @param isRetraction whether it is accepted and withdraws an event
     * @param occurredAt its event time if it is accepted, milliseconds since 1970-01-01T00:00Z
     */
    record Received(boolean isAccepted, boolean isRetraction, long occurredAt) implements PublisherUpdate {
        private static final Received DUPLICATE = new Received(false, false, 0);

        public static Received duplicate() {
            return DUPLICATE;
        }

        public static Received accepted(long occurredAt, boolean isRetraction) {
            return new Received(true, isRetraction, occurredAt);
        }
    }

    /**
     * A rejected record.
     *
     * @param reason the name of its {@link dev.goldencorridor.schemas.topics.RejectReason}
     */
    record Rejected(String reason) implements PublisherUpdate {}
}

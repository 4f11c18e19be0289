package dev.goldencorridor.schemas.topics;

/**
 * One difference between a topic and its declaration.
 *
 * @param topic the declaration
 * @param kind what differs
 * @param entry the configuration entry, for {@link Kind#CONFIGURATION}; else empty
 * @param actual the cluster's value; empty for {@link Kind#MISSING}
 * @param declared the declared value
 */
public record TopicDifference(TopicDeclaration topic, Kind kind, String entry, String actual, String declared) {
    /** What differs. */
    public enum Kind {
        /** The topic does not exist. */
        MISSING(true),
        /** A configuration entry has another value. */
        CONFIGURATION(true),
        /** The number of partitions differs. A change would move keys away from their order and their state. */
        PARTITIONS(false),
        /** The number of copies differs. A change moves data between brokers, which an operator must plan. */
        REPLICATION(false);

        private final boolean correctable;

        Kind(boolean correctable) {
            this.correctable = correctable;
        }
    }

    /** Whether {@link TopicUpdater#apply} corrects it. */
    public boolean correctable() {
        return kind.correctable;
    }

    /**
     * A text for people, without the topic's name. If the difference is not corrected, it gives the reason and the
     * remedy.
     */
    public String describe() {
        return switch (kind) {
            case MISSING -> "missing";
            case CONFIGURATION -> entry + " is " + actual + ", declared " + declared;
            case PARTITIONS ->
                "has " + actual + " partitions, declared " + declared
                        + ": not corrected, since keys would move away from their order and their state;"
                        + " set partitions=" + actual + ", or make the topic anew while nothing runs";
            case REPLICATION ->
                "has " + actual + " copies, declared " + declared
                        + ": not corrected, since it moves data; use kafka-reassign-partitions";
        };
    }
}

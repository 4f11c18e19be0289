package dev.goldencorridor.schemas.topics;

/**
 * One way in which a topic is not as it is declared.
 *
 * @param topic the declaration
 * @param kind what differs
 * @param entry the configuration entry, for {@link Kind#CONFIGURATION}; else empty
 * @param actual what the cluster has; empty for {@link Kind#MISSING}
 * @param declared what it should have
 */
public record TopicDifference(TopicDeclaration topic, Kind kind, String entry, String actual, String declared) {
    /** What differs. */
    public enum Kind {
        /** The topic does not exist. */
        MISSING(true),
        /** An entry of its configuration has another value. */
        CONFIGURATION(true),
        /** It has more or fewer partitions: changing that moves keys away from their order and their state. */
        PARTITIONS(false),
        /** It has more or fewer copies: changing that moves data between brokers, which an operator plans. */
        REPLICATION(false);

        private final boolean correctable;

        Kind(boolean correctable) {
            this.correctable = correctable;
        }
    }

    /** Whether {@link TopicCheck#apply} corrects it. */
    public boolean correctable() {
        return kind.correctable;
    }

    /** The difference in words, with the reason and the way out where it is not corrected; without the topic's name. */
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

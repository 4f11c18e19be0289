package dev.goldencorridor.runtime.security;

/**
 * The names by which the corridor's programs authenticate. A name is the common name of a certificate, a SCRAM user,
 * and a user of the registry. Kafka's principal is {@code User:<name>}.
 */
public final class Principals {
    public static final String PROCESSOR = "corridor-processor";
    public static final String SINK = "corridor-sink";
    public static final String ALERTS = "corridor-alerts";
    public static final String BOARD = "corridor-board";

    /** Reads results and controls the pipeline: {@code watch}, {@code control}, {@code topics}. */
    public static final String OPERATOR = "corridor-operator";

    /** Repairs rejected records: {@code rejects}. */
    public static final String REJECTS = "corridor-rejects";

    /** Rewrites the processor's state: {@code reset}. */
    public static final String RESET = "corridor-reset";

    /** Creates topics, permissions and quotas, and registers schemas. */
    public static final String ADMINISTRATOR = "corridor-admin";

    private static final String PUBLISHER_PREFIX = "publisher-";
    private static final String READER_PREFIX = "reader-";

    private Principals() {}

    /** The name of a port system, by its name in the publisher catalogue. */
    public static String publisher(String publisher) {
        return PUBLISHER_PREFIX + publisher;
    }

    /** The name of a reader of the results, by its name in the settings. */
    public static String reader(String reader) {
        return READER_PREFIX + reader;
    }
}

package dev.goldencorridor.runtime.metrics;

import java.util.regex.Pattern;

/** Names of clients and threads without the random part, which would make new series at each start. */
public final class ClientName {
    private static final Pattern UP_TO_UUID =
            Pattern.compile("^.*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}-?");

    private ClientName() {}

    /**
     * The part after the random id that Kafka Streams gives to each process, e.g. {@code StreamThread-1-consumer}; the
     * whole name if there is none.
     */
    public static String withoutProcessId(String name) {
        String rest = UP_TO_UUID.matcher(name).replaceFirst("");
        return rest.isEmpty() ? "client" : rest;
    }
}

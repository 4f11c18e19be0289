package dev.goldencorridor.processor.model;

/**
 * A dimension of the aggregates: the network, a port, a hub or a route.
 *
 * @param kind {@code NETWORK}, {@code PORT}, {@code HUB} or {@code ROUTE}
 * @param id {@code ALL}, a facility code, or {@code FROM-TO}
 */
public record Dimension(String kind, String id) {
    private static final String PORT = "PORT";

    public static final Dimension NETWORK = new Dimension("NETWORK", "ALL");

    public static Dimension port(String facility) {
        return new Dimension(PORT, facility);
    }

    /** Whether it is a border port, where trains wait. */
    public boolean isPort() {
        return kind.equals(PORT);
    }

    public static Dimension hub(String facility) {
        return new Dimension("HUB", facility);
    }

    public static Dimension route(String from, String to) {
        return new Dimension("ROUTE", from + "-" + to);
    }

    /** {@code KIND/ID}: the first part of the keys of the aggregates. */
    public String key() {
        return kind + "/" + id;
    }

    /** The inverse of {@link #key}. */
    public static Dimension ofKey(String key) {
        int slash = key.indexOf('/');
        return new Dimension(key.substring(0, slash), key.substring(slash + 1));
    }
}

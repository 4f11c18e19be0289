package dev.goldencorridor.processor.model;

import java.util.Optional;

/**
 * A dimension of the aggregates: the network, a port, a hub or a route.
 *
 * @param kind {@code NETWORK}, {@code PORT}, {@code HUB} or {@code ROUTE}
 * @param id {@code ALL}, a facility code, the id of a {@link Route}, or {@code OTHER}
 */
public record Dimension(String kind, String id) {
    private static final String PORT = "PORT";
    private static final String HUB = "HUB";
    public static final String ROUTE = "ROUTE";
    private static final String OTHER = "OTHER";

    public static final Dimension NETWORK = new Dimension("NETWORK", "ALL");

    public static Dimension port(String facility) {
        return new Dimension(PORT, facility);
    }

    /** Whether it is a border port, where trains wait. */
    public boolean isPort() {
        return kind.equals(PORT);
    }

    public static Dimension hub(String facility) {
        return new Dimension(HUB, facility);
    }

    public boolean isHub() {
        return kind.equals(HUB);
    }

    public static Dimension of(Route route) {
        return new Dimension(ROUTE, route.id());
    }

    public boolean isRoute() {
        return kind.equals(ROUTE);
    }

    /** Returns the route; empty if the dimension is none, or if many routes count in it together. */
    public Optional<Route> route() {
        return isRoute() ? Route.ofId(id) : Optional.empty();
    }

    /** Returns the dimension of this kind in which those beyond the limit count together. */
    public Dimension other() {
        return new Dimension(kind, OTHER);
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

package dev.goldencorridor.operationscentre.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request to a resource.
 *
 * @param path the decoded segments below the resource, e.g. the id of a run
 * @param query the decoded parameters
 * @param wantsCsv whether the client asks for CSV
 */
public record ApiRequest(List<String> path, Map<String, String> query, boolean wantsCsv) {
    private static final int DEFAULT_LIMIT = 1_000;
    /** An answer of this many values has some ten megabytes. */
    private static final int MAX_PAGE_VALUES = 10_000;

    private static final Set<String> EVERYWHERE = Set.of("format", "limit", "offset");

    public ApiRequest {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    /** The value of a parameter; empty if it is absent or empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** The value of a parameter that must be there. */
    public String required(String name) {
        return parameter(name)
                .orElseThrow(() -> Problem.badRequest(
                        "parameter '" + name + "' is missing",
                        "add " + name + "=… to the query; see /api/v1/openapi.json"));
    }

    /** An instant; empty if the parameter is absent. */
    public Optional<Instant> instant(String name) {
        try {
            return parameter(name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    "parameter '" + name + "' is '" + query.get(name) + "', which is no instant",
                    "write ISO 8601 in UTC, for example 2026-11-28T12:00:00Z");
        }
    }

    /** Refuses parameters that the resource does not have: a misspelt filter would select everything. */
    public void allowOnly(String... names) {
        Set<String> unknown = new TreeSet<>(query.keySet());
        unknown.removeAll(Set.of(names));
        unknown.removeAll(EVERYWHERE);
        if (!unknown.isEmpty()) {
            throw Problem.badRequest(
                    "unknown parameters " + unknown,
                    "this resource has " + new TreeSet<>(Set.of(names)) + " and " + EVERYWHERE);
        }
    }

    /** How many values the client wants at most. */
    int limit() {
        return number("limit", DEFAULT_LIMIT, 1, MAX_PAGE_VALUES);
    }

    /** How many values to skip. */
    int offset() {
        return number("offset", 0, 0, Integer.MAX_VALUE);
    }

    private int number(String name, int absent, int min, int max) {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw Problem.badRequest(
                "parameter '" + name + "' is '" + text.get() + "'", "write a number from " + min + " to " + max);
    }
}

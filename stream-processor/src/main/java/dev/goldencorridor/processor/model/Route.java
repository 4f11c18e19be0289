package dev.goldencorridor.processor.model;

import java.util.Optional;

/**
 * A route between two facilities.
 *
 * @param origin the code of the facility where it begins
 * @param destination the code of the facility where it ends
 */
public record Route(String origin, String destination) {
    private static final char HYPHEN = '-';
    /** No facility code has a tilde. */
    private static final char TILDE = '~';

    private static final char COLON = ':';

    /**
     * Returns {@code FROM-TO}. If both codes have a scheme, a hyphen in the code of the first or in the scheme of the
     * second would leave two readings. Then it is {@code FROM~TO}, so that two routes never have one id.
     */
    public String id() {
        return origin + (hasTwoReadings() ? TILDE : HYPHEN) + destination;
    }

    /** Returns {@code FROM-TO}, as former releases wrote it: two routes may have one id. */
    public String formerId() {
        return origin + HYPHEN + destination;
    }

    private boolean hasTwoReadings() {
        int originColon = origin.indexOf(COLON);
        int destinationColon = destination.indexOf(COLON);
        return originColon >= 0
                && destinationColon >= 0
                && (origin.indexOf(HYPHEN, originColon) >= 0 || destination.lastIndexOf(HYPHEN, destinationColon) >= 0);
    }

    /** The inverse of {@link #id}. Empty if the id has no reading, such as {@code OTHER}, or more than one. */
    public static Optional<Route> ofId(String id) {
        int delimiter = delimiter(id);
        return delimiter < 0
                ? Optional.empty()
                : Optional.of(new Route(id.substring(0, delimiter), id.substring(delimiter + 1)));
    }

    /** A UN/LOCODE has no hyphen and begins with a capital letter. A scheme begins with a small one. */
    private static int delimiter(String id) {
        int tilde = id.indexOf(TILDE);
        if (tilde >= 0) {
            return tilde;
        }
        int firstColon = id.indexOf(COLON);
        int lastColon = id.lastIndexOf(COLON);
        if (firstColon == lastColon) {
            boolean beginsWithLocode = Character.isUpperCase(id.charAt(0));
            return beginsWithLocode ? id.indexOf(HYPHEN) : id.lastIndexOf(HYPHEN);
        }
        int first = id.indexOf(HYPHEN, firstColon);
        int last = id.lastIndexOf(HYPHEN, lastColon);
        return first == last ? first : -1;
    }
}

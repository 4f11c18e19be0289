package dev.goldencorridor.operationscentre.web;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Accepts only requests that name this server. A hostile page may point its own name at this machine (DNS rebinding),
 * and would then read the board in a user's browser. Addresses cannot be pointed elsewhere, so they are accepted.
 */
final class HostGuard {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> names;

    /** @param names further names of this server, in lower case */
    HostGuard(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** @param host the host of the request, without port; null if the request names none */
    boolean accepts(String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || IPV4.matcher(name).matches() || name.startsWith("[") || names.contains(name);
    }
}

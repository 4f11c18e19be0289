package dev.goldencorridor.operationscentre.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;

/**
 * Who may acknowledge: a client that has the token, or a user whom a trusted proxy names. Without either of them, nobody
 * may.
 *
 * @param token the token; empty if none is configured
 * @param userHeader the header in which a proxy names the user; empty if none is configured
 * @param proxies the addresses of the trusted proxies
 */
public record Authority(Optional<String> token, Optional<String> userHeader, Set<String> proxies) {
    private static final String BEARER = "Bearer ";

    public Authority {
        proxies = Set.copyOf(proxies);
    }

    /** Whether anybody may acknowledge. */
    public boolean isConfigured() {
        return token.isPresent() || userHeader.isPresent();
    }

    /**
     * Checks a request.
     *
     * @return the user whom a trusted proxy names; empty if the request has the token, whose owner may use any name
     * @throws Problem if the request may not acknowledge
     */
    public Optional<String> userOf(WriteRequest request) {
        if (!isConfigured()) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "this board does not acknowledge alerts",
                    "set board.acknowledge.token or board.acknowledge.trusted.header");
        }
        Optional<String> user = userHeader.flatMap(request::header).filter(name -> !name.isBlank());
        if (user.isPresent() && proxies.contains(request.remoteAddress())) {
            return user;
        }
        boolean hasToken = request.header("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()))
                .flatMap(given -> token.map(wanted -> isEqual(given, wanted)))
                .orElse(false);
        if (!hasToken) {
            throw new Problem(
                    401,
                    "Unauthorized",
                    "the request has neither the token nor the user of a trusted proxy",
                    "send 'Authorization: Bearer <token>'");
        }
        return Optional.empty();
    }

    /** Compares hashes, so that the time reveals nothing about the token. */
    private static boolean isEqual(String given, String wanted) {
        return MessageDigest.isEqual(hash(given), hash(wanted));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "Authority[hasToken=" + token.isPresent() + ", userHeader=" + userHeader + ", proxies=" + proxies + "]";
    }
}

package dev.goldencorridor.operationscentre.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that changes something.
 *
 * @param path the decoded segments below {@code /api/v1}
 * @param headers by name in lower case
 * @param body the JSON text; empty if there is none
 * @param remoteAddress the address of the client, or of the proxy before it
 */
public record WriteRequest(
        String method, List<String> path, Map<String, String> headers, String body, String remoteAddress) {
    public WriteRequest {
        path = List.copyOf(path);
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}

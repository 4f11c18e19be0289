package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.api.WriteRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Converts requests that change something. It refuses those that another site's page may have made in a user's browser
 * (CSRF): a browser sends JSON, or DELETE, to another site only after asking that site, and this server never agrees.
 */
final class WriteRequests {
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private WriteRequests() {}

    /** @param path the decoded segments below {@code /api/v1} */
    static WriteRequest of(Request request, List<String> path) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(
                    field.getLowerCaseName(),
                    field.getValue() == null ? "" : field.getValue(),
                    (one, two) -> one + "," + two);
        }
        requireSameOrigin(request, headers);
        return new WriteRequest(
                request.getMethod(), path, headers, body(request, headers), Request.getRemoteAddr(request));
    }

    private static void requireSameOrigin(Request request, Map<String, String> headers) {
        String site = headers.getOrDefault("sec-fetch-site", "same-origin");
        String origin = headers.get("origin");
        String host = headers.getOrDefault("host", "");
        boolean isOwnOrigin = origin == null || origin.equals("http://" + host) || origin.equals("https://" + host);
        if (!isOwnOrigin || !(site.equals("same-origin") || site.equals("none"))) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "the request comes from a page of another site: " + origin,
                    "use the board's own page, or a client that sends no Origin");
        }
        boolean hasBody =
                request.getMethod().equals("POST") || request.getMethod().equals("PUT");
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        if (hasBody && !type.split(";", 2)[0].trim().equals("application/json")) {
            throw new Problem(
                    415, "Unsupported media type", "the content type is '" + type + "'", "send application/json");
        }
    }

    private static String body(Request request, Map<String, String> headers) {
        if (!headers.containsKey("content-length")) {
            if (headers.containsKey("transfer-encoding")) {
                throw new Problem(411, "Length required", "the request names no length", "send Content-Length");
            }
            return "";
        }
        if (request.getLength() > MAX_BODY_BYTES) {
            throw new Problem(
                    413,
                    "Too large",
                    "the request has " + request.getLength() + " bytes",
                    "send at most " + MAX_BODY_BYTES + " bytes");
        }
        try {
            return Content.Source.asString(request, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.badRequest("the body cannot be read: " + e.getMessage(), "send it again");
        }
    }
}

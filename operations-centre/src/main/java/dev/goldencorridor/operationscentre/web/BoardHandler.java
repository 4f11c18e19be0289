package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.api.Api;
import dev.goldencorridor.operationscentre.api.ApiRequest;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.api.Reply;
import dev.goldencorridor.operationscentre.api.Resource;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes a request to the page, the stream or a resource of the API. */
final class BoardHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(BoardHandler.class);
    private static final String API_PATH = "/api/v1/";
    private static final String ASSETS = "/assets/";
    private static final int MIN_COMPRESSED_BYTES = 1_024;

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY");

    private final HostGuard hosts;
    private final PageFiles page;
    private final StreamEndpoint stream;
    private final Api api;

    BoardHandler(HostGuard hosts, PageFiles page, StreamEndpoint stream, Api api) {
        this.hosts = hosts;
        this.page = page;
        this.stream = stream;
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SECURITY_HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        try {
            if (!hosts.accepts(Request.getServerName(request))) {
                throw new Problem(
                        421,
                        "Misdirected request",
                        "this server is not called '" + Request.getServerName(request) + "'",
                        "add the name to board.names, or use the server's address");
            }
            route(request, response, callback);
        } catch (Problem e) {
            send(request, response, callback, e.reply());
        } catch (RuntimeException e) {
            LOG.error("The request {} {} failed", request.getMethod(), request.getHttpURI(), e);
            send(
                    request,
                    response,
                    callback,
                    new Problem(500, "Internal error", "the request failed: " + e, "see the log of the board").reply());
        }
        return true;
    }

    private void route(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        boolean isRead =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (path.startsWith(API_PATH)) {
            List<String> segments = segments(path.substring(API_PATH.length()));
            if (!isRead) {
                send(request, response, callback, api.writes().change(WriteRequests.of(request, segments)));
            } else if (segments.equals(List.of("stream"))) {
                stream.open(request, response, callback);
            } else {
                send(request, response, callback, read(request, segments));
            }
        } else if (!isRead) {
            throw new Problem(405, "Method not allowed", request.getMethod() + " " + path, "use GET");
        } else {
            sendPage(request, response, callback, path);
        }
    }

    private Reply read(Request request, List<String> segments) {
        Resource resource = segments.isEmpty() ? null : api.resources().get(segments.get(0));
        if (resource == null) {
            throw Problem.notFound(
                    "the API has no " + request.getHttpURI().getPath(), "see /api/v1/openapi.json for its resources");
        }
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValue());
        }
        boolean csv = "csv".equals(query.get("format"))
                || (!query.containsKey("format")
                        && header(request, HttpHeader.ACCEPT).startsWith("text/csv"));
        return resource.get(new ApiRequest(segments.subList(1, segments.size()), query, csv));
    }

    private void sendPage(Request request, Response response, Callback callback, String path) {
        if (path.startsWith(ASSETS)) {
            String[] parts = path.substring(ASSETS.length()).split("/", 2);
            Optional<PageFile> file =
                    parts.length == 2 && parts[0].equals(page.build()) ? page.find(parts[1]) : Optional.empty();
            send(
                    request,
                    response,
                    callback,
                    file.orElseThrow(
                            () -> Problem.notFound("there is no " + path, "reload the page: it has a new version")),
                    "public, max-age=31536000, immutable");
        } else if (path.equals("/") || path.startsWith("/view/")) {
            send(request, response, callback, page.index(), "no-cache");
        } else if (path.equals("/favicon.ico") && page.find("favicon.ico").isPresent()) {
            send(request, response, callback, page.find("favicon.ico").get(), "no-cache");
        } else {
            throw Problem.notFound("there is no " + path, "the board is at /, the API at /api/v1/openapi.json");
        }
    }

    private void send(Request request, Response response, Callback callback, PageFile file, String caching) {
        String tag = '"' + page.build() + '"';
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, caching);
        response.getHeaders().put(HttpHeader.ETAG, tag);
        response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        if (isKnown(request, tag)) {
            sendNotModified(response, callback);
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, file.type());
        if (acceptsGzip(request)) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
            write(response, callback, file.compressed());
        } else {
            write(response, callback, file.plain());
        }
    }

    private static void send(Request request, Response response, Callback callback, Reply reply) {
        byte[] body = reply.body();
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put(HttpHeader.VARY, "Accept, Accept-Encoding");
        if (reply.status() == 200) {
            String tag = "W/\"" + body.length + "-" + Integer.toHexString(Arrays.hashCode(body)) + '"';
            response.getHeaders().put(HttpHeader.ETAG, tag);
            if (isKnown(request, tag)) {
                sendNotModified(response, callback);
                return;
            }
        }
        if (body.length >= MIN_COMPRESSED_BYTES && acceptsGzip(request)) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
            body = PageFiles.gzip(body);
        }
        write(response, callback, ByteBuffer.wrap(body));
    }

    private static void write(Response response, Callback callback, ByteBuffer body) {
        response.getHeaders().put(new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, body.remaining()));
        response.write(true, body, callback);
    }

    private static void sendNotModified(Response response, Callback callback) {
        response.setStatus(304);
        response.write(true, null, callback);
    }

    private static boolean isKnown(Request request, String tag) {
        return header(request, HttpHeader.IF_NONE_MATCH).contains(tag);
    }

    static boolean acceptsGzip(Request request) {
        return header(request, HttpHeader.ACCEPT_ENCODING).contains("gzip");
    }

    private static String header(Request request, HttpHeader name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** The decoded segments of a path. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                // A plus sign is no space in a path.
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments;
    }
}

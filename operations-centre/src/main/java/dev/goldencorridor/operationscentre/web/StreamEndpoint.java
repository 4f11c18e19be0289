package dev.goldencorridor.operationscentre.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.api.Problem;
import dev.goldencorridor.operationscentre.feed.EncodedEvent;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Opens streams of server-sent events. */
final class StreamEndpoint {
    private static final String SINCE = "since";

    private final Board board;
    private final Viewers viewers;
    private final int maxViewers;
    private final String build;
    private final boolean acknowledging;
    private final PortCatalogue ports;
    private final InstantSource clock;

    /**
     * @param build the build of the page, so that a page notices that it is outdated
     * @param acknowledging whether alerts can be acknowledged here
     */
    StreamEndpoint(
            Board board,
            Viewers viewers,
            int maxViewers,
            String build,
            boolean acknowledging,
            PortCatalogue ports,
            InstantSource clock) {
        this.board = board;
        this.viewers = viewers;
        this.maxViewers = maxViewers;
        this.build = build;
        this.acknowledging = acknowledging;
        this.ports = ports;
        this.clock = clock;
    }

    /** Opens a stream. It stays open until the client leaves or the server closes. */
    void open(Request request, Response response, Callback callback) {
        if (viewers.count() >= maxViewers) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
            throw new Problem(
                    503,
                    "Too many viewers",
                    viewers.count() + " viewers are connected",
                    "raise board.viewers, or start another board");
        }
        boolean compressed = BoardHandler.acceptsGzip(request);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // Proxies that buffer would delay changes.
        response.getHeaders().put("X-Accel-Buffering", "no");
        if (compressed) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        Viewer viewer = new Viewer(
                board.feed(), viewers.beats(), position(request), response, compressed, callback, viewers::remove);
        viewer.sendFirst(EncodedEvent.of("hello", hello()));
        viewers.add(viewer);
    }

    private Optional<Long> position(Request request) {
        String last = request.getHeaders().get("Last-Event-ID");
        return board.feed()
                .resume(last == null ? Request.extractQueryParameters(request).getValue(SINCE) : last);
    }

    private String hello() {
        ObjectNode hello = JsonNodeFactory.instance.objectNode();
        hello.put("epoch", board.feed().epoch())
                .put("build", build)
                .put("serverTime", clock.millis())
                .put("acknowledging", acknowledging);
        ArrayNode list = hello.putArray("ports");
        List<Port> sorted =
                ports.all().stream().sorted(Comparator.comparing(Port::code)).toList();
        for (Port port : sorted) {
            ObjectNode node = list.addObject();
            node.put("code", port.code()).put("name", port.name());
            node.put("zone", port.zone().getId());
            node.put("lat", port.position().map(Port.Position::latitude).orElse(null));
            node.put("lon", port.position().map(Port.Position::longitude).orElse(null));
            node.put("isBorderPort", port.kind() == Port.Kind.BORDER_PORT);
        }
        return hello.toString();
    }
}

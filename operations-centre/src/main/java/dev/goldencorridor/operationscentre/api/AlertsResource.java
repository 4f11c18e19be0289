package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.state.AlertArchive;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import dev.goldencorridor.operationscentre.state.JsonValue;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The delay alerts, and one of them with the values that were read, also after it has ended. */
public final class AlertsResource implements Resource {
    private final Board board;
    private final InstantSource clock;

    /** @param clock the time of day, at which acknowledgements end */
    public AlertsResource(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    @Override
    public Reply get(ApiRequest request) {
        return request.path().isEmpty() ? list(request) : one(request);
    }

    private Reply list(ApiRequest request) {
        request.allowOnly("state", "severity", "type", "facility", "run");
        List<ObjectNode> alerts = board.feed().topics().stream()
                .filter(BoardTopics::isDelays)
                .flatMap(topic -> board.feed().values(topic).stream())
                .sorted(Comparator.comparing(Change::key))
                .map(ValueList::named)
                .filter(alert -> matches(request, "state", alert, "state")
                        && matches(request, "severity", alert, "severity")
                        && matches(request, "type", alert, "type")
                        && matches(request, "facility", alert, "facility")
                        && matches(request, "run", alert, "trainRunId"))
                .toList();
        return ValueList.reply(request, "alerts", alerts);
    }

    private static boolean matches(ApiRequest request, String parameter, ObjectNode alert, String field) {
        return request.parameter(parameter)
                .map(alert.path(field).asText()::equals)
                .orElse(true);
    }

    private Reply one(ApiRequest request) {
        request.allowOnly();
        String key = String.join("/", request.path());
        Optional<AlertArchive.Archived> found = board.state().alerts().find(key);
        if (found.isEmpty()) {
            throw Problem.notFound(
                    "no alert has the key '" + key + "'",
                    "the board keeps the 5,000 alerts that changed last; keys look like CNHRS|CR|X8003|2026-11-28|ARRIVAL_LATE");
        }
        ObjectNode alert =
                ValueList.named(new Change(found.get().topic(), key, found.get().latest()));
        alert.put("deleted", found.get().deleted());
        ArrayNode history = alert.putArray("history");
        found.get().values().forEach(value -> history.add(JsonValue.parse(value).node()));
        alert.set("acknowledgement", acknowledgement(key, alert));
        return Reply.json(alert.toString());
    }

    /** The acknowledgement of this raising of the alert; null if there is none, or if it has ended. */
    private JsonNode acknowledgement(String key, ObjectNode alert) {
        return board.feed()
                .value(BoardTopics.ACKNOWLEDGEMENTS, key)
                .map(JsonValue::parse)
                .filter(one -> one.instant("raisedAt").equals(new JsonValue(alert).instant("raisedAt")))
                .filter(one ->
                        one.instant("until").map(clock.instant()::isBefore).orElse(true))
                .map(JsonValue::node)
                .orElse(NullNode.getInstance());
    }
}

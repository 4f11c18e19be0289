package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The train runs, and one of them with its alerts. */
public final class RunsResource implements Resource {
    private final Board board;

    public RunsResource(Board board) {
        this.board = board;
    }

    @Override
    public Reply get(ApiRequest request) {
        return request.path().isEmpty() ? list(request) : one(request);
    }

    private Reply list(ApiRequest request) {
        request.allowOnly("q", "facility", "direction", "state");
        List<ObjectNode> runs = board.feed().values(BoardTopics.RUNS).stream()
                .sorted(Comparator.comparing(Change::key))
                .map(ValueList::named)
                .filter(run -> matches(request, run))
                .toList();
        return ValueList.reply(request, "runs", runs);
    }

    private static boolean matches(ApiRequest request, ObjectNode run) {
        return request.parameter("direction")
                        .map(run.path("direction").asText()::equals)
                        .orElse(true)
                && request.parameter("state")
                        .map(run.path("state").asText()::equals)
                        .orElse(true)
                && request.parameter("facility")
                        .map(facility -> visits(run, facility))
                        .orElse(true)
                && request.parameter("q")
                        .map(text -> ValueList.contains(
                                run, text.toLowerCase(Locale.ROOT), "trainRunId", "trainNumber", "operatorLine"))
                        .orElse(true);
    }

    private static boolean visits(ObjectNode run, String facility) {
        for (JsonNode call : run.path("calls")) {
            if (call.path("facility").asText().equals(facility)) {
                return true;
            }
        }
        return run.path("lastFacility").asText().equals(facility)
                || run.path("nextFacility").asText().equals(facility);
    }

    private Reply one(ApiRequest request) {
        request.allowOnly();
        String id = String.join("/", request.path());
        Optional<String> run = board.feed().value(BoardTopics.RUNS, id);
        if (run.isEmpty()) {
            throw gone(id);
        }
        ObjectNode found = ValueList.named(new Change(BoardTopics.RUNS, id, run.get()));
        ArrayNode alerts = found.putArray("openAlerts");
        ValueList.texts(found, "alerts").forEach(key -> board.state()
                .alerts()
                .find(key)
                .ifPresent(
                        alert -> alerts.add(ValueList.named(new Change(alert.topic(), alert.key(), alert.latest())))));
        return Reply.json(found.toString());
    }

    private Problem gone(String id) {
        if (!board.state().endedRuns().contains(id)) {
            return Problem.notFound(
                    "no train run has the id '" + id + "'",
                    "search with /api/v1/runs?q=… ; ids look like CR|X8003|2026-11-28");
        }
        String end =
                board.state().endedRuns().endOf(id).map(at -> "ended at " + at).orElse("has ended");
        return Problem.notFound(
                "train run '" + id + "' " + end + " and is no longer published",
                "raise runs.retention of the stream-processor to keep ended runs longer");
    }
}

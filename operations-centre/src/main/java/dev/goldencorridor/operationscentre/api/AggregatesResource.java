package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The live values of the topics {@code ops.*}, with their keys. */
public final class AggregatesResource implements Resource {
    private final Board board;

    public AggregatesResource(Board board) {
        this.board = board;
    }

    @Override
    public Reply get(ApiRequest request) {
        request.allowOnly("topic", "dimension", "id", "window");
        Optional<String> topic = request.parameter("topic");
        List<String> topics = BoardTopics.AGGREGATES;
        if (topic.isPresent() && !topics.contains(topic.get())) {
            throw Problem.badRequest("'" + topic.get() + "' is no topic of aggregates", "choose one of " + topics);
        }
        List<ObjectNode> values = topic.map(List::of).orElse(topics).stream()
                .flatMap(name -> board.feed().values(name).stream().sorted(Comparator.comparing(Change::key)))
                .map(ValueList::named)
                .filter(value -> matches(request, value, "dimension")
                        && matches(request, value, "id")
                        && matches(request, value, "window"))
                .toList();
        return ValueList.reply(request, "aggregates", values);
    }

    private static boolean matches(ApiRequest request, ObjectNode value, String field) {
        return request.parameter(field)
                .map(wanted -> value.path(field).asText().equals(wanted))
                .orElse(true);
    }
}

package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.periods.CalendarPeriod;
import dev.goldencorridor.operationscentre.periods.PeriodStore;
import dev.goldencorridor.operationscentre.state.Board;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One number of successive calendar periods of one dimension. */
public final class SeriesResource implements Resource {
    private final Board board;

    public SeriesResource(Board board) {
        this.board = board;
    }

    @Override
    public Reply get(ApiRequest request) {
        request.allowOnly("topic", "dimension", "id", "field", "period", "from", "to");
        String topic = request.required("topic");
        CalendarPeriod.Kind kind = CalendarPeriod.Kind.of(request.required("period"))
                .orElseThrow(() -> Problem.badRequest(
                        "parameter 'period' is '" + request.required("period") + "'",
                        "write one of " + Arrays.toString(CalendarPeriod.Kind.values())));
        String field = request.required("field");
        PeriodStore periods = board.state().periods();
        List<String> fields = periods.fields(topic);
        if (!fields.isEmpty() && !fields.contains(field)) {
            throw Problem.badRequest(topic + " has no number '" + field + "'", "choose one of " + fields);
        }
        String dimension = request.required("dimension") + "/" + request.required("id");
        long from = request.instant("from").map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        long to = request.instant("to").map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        List<ObjectNode> points =
                periods.points(new PeriodStore.Series(topic, dimension, kind), field, from, to).stream()
                        .map(SeriesResource::node)
                        .toList();
        return ValueList.reply(request, "series", points);
    }

    private static ObjectNode node(PeriodStore.Point point) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("t", Instant.ofEpochMilli(point.start()).toString())
                .put("period", point.label())
                .put("value", point.value());
    }
}

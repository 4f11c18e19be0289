package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.alarms.Alarm;
import dev.goldencorridor.operationscentre.alarms.AlarmFigures;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardState;
import dev.goldencorridor.operationscentre.state.PipelineClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Alarm-management figures after EEMUA 191 and ISA-18.2; by default of the last 24 hours of the pipeline's clock. */
public final class AlarmManagementResource implements Resource {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(1);
    private static final double MAX_SHARE_IN_FLOOD = 0.01;
    private static final double MAX_SHARE_OF_TOP_TEN = 0.05;
    private static final int MAX_STALE_ALARMS = 5;
    /** The shares of the severities MINOR, MAJOR and CRITICAL. */
    private static final Map<String, Double> USUAL_SHARES = Map.of("MINOR", 0.8, "MAJOR", 0.15, "CRITICAL", 0.05);

    private final Board board;
    private final InstantSource clock;

    public AlarmManagementResource(Board board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    @Override
    public Reply get(ApiRequest request) {
        request.allowOnly("from", "to", "publisher");
        BoardState state = board.state();
        Instant now = state.clock().map(PipelineClock::asOf).orElse(clock.instant());
        Instant to = request.instant("to").orElse(now);
        Instant from = request.instant("from").orElse(to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw Problem.badRequest("'from' (" + from + ") is not before 'to' (" + to + ")", "exchange them");
        }
        Optional<String> publisher = request.parameter("publisher");
        List<Alarm> alarms = state.alarms().alarms().stream()
                .filter(alarm -> publisher.map(alarm.publisher()::equals).orElse(true))
                .toList();
        Optional<Instant> since = state.alarms().completeSince();
        ObjectNode body = figures(AlarmFigures.of(alarms, from, to));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("from", from.toString()).put("to", to.toString());
        answer.put("since", since.map(Instant::toString).orElse(null));
        answer.put("isComplete", since.isPresent() && !from.isBefore(since.get()));
        answer.setAll(body);
        return request.wantsCsv()
                ? ValueList.reply(request, "alarm-management", List.of(answer))
                : Reply.json(answer.toString());
    }

    private static ObjectNode figures(AlarmFigures figures) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("alarms", figures.alarms())
                .put("perHour", figures.perHour())
                .put("perTenMinutes", figures.perTenMinutes())
                .put("maxPerTenMinutes", figures.maxPerTenMinutes())
                .put("floodSeconds", figures.floodSeconds())
                .put("floodShare", figures.floodShare());
        ArrayNode floods = body.putArray("floods");
        figures.floods().forEach(flood -> floods.addObject()
                .put("start", flood.start().toString())
                .put("alarms", flood.alarms()));
        body.put("staleAlarms", figures.stale().size());
        ArrayNode stale = body.putArray("stale");
        figures.stale().forEach(alarm -> stale.addObject()
                .put("key", alarm.key())
                .put("raisedAt", alarm.raisedAt().toString())
                .put("severity", alarm.severity()));
        body.put("chatteringAlarms", figures.chattering().size());
        ArrayNode chattering = body.putArray("chattering");
        new TreeMap<>(figures.chattering()).forEach((key, raisings) -> chattering
                .addObject()
                .put("key", key)
                .put("raisings", raisings.inOneHour())
                .put("raisingsInOneMinute", raisings.inOneMinute()));
        body.put(
                "chatteringAlarmsByIsa",
                figures.chattering().values().stream()
                        .filter(AlarmFigures.Raisings::isChatteringByIsa)
                        .count());
        ArrayNode severities = body.putArray("bySeverity");
        USUAL_SHARES.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(usual -> {
                    int count = figures.bySeverity().getOrDefault(usual.getKey(), 0);
                    severities
                            .addObject()
                            .put("severity", usual.getKey())
                            .put("alarms", count)
                            .put("share", figures.alarms() == 0 ? 0 : (double) count / figures.alarms())
                            .put("usualShare", usual.getValue());
                });
        ArrayNode frequent = body.putArray("mostFrequent");
        figures.mostFrequent().forEach(source -> {
            int bar = source.source().indexOf('|');
            frequent.addObject()
                    .put("facility", source.source().substring(0, bar))
                    .put("type", source.source().substring(bar + 1))
                    .put("alarms", source.alarms())
                    .put("share", (double) source.alarms() / figures.alarms());
        });
        body.put("topTenShare", figures.topTenShare());
        targets(body.putArray("targets"), figures);
        return body;
    }

    /** The aims of the two standards for one desk. */
    private static void targets(ArrayNode targets, AlarmFigures figures) {
        target(targets, "perTenMinutes", figures.perTenMinutes(), 1);
        target(targets, "maxPerTenMinutes", figures.maxPerTenMinutes(), AlarmFigures.MAX_MANAGEABLE_ALARMS);
        target(targets, "floodShare", figures.floodShare(), MAX_SHARE_IN_FLOOD);
        target(targets, "staleAlarms", figures.stale().size(), MAX_STALE_ALARMS);
        target(targets, "chatteringAlarms", figures.chattering().size(), 0);
        target(targets, "topTenShare", figures.topTenShare(), MAX_SHARE_OF_TOP_TEN);
    }

    private static void target(ArrayNode targets, String figure, double value, double atMost) {
        targets.addObject()
                .put("figure", figure)
                .put("value", value)
                .put("atMost", atMost)
                .put("isMet", value <= atMost);
    }
}

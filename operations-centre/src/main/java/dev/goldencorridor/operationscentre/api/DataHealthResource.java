package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.DataHealth;
import dev.goldencorridor.operationscentre.state.PipelineClock;
import dev.goldencorridor.operationscentre.state.ReaderStatus;
import dev.goldencorridor.operationscentre.state.Silence;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Whether the board's data may be trusted, for machines and in words. */
public final class DataHealthResource implements Resource {
    private static final double MILLIS = 1_000;

    private final Board board;
    private final PublisherCatalogue publishers;
    private final InstantSource clock;

    public DataHealthResource(Board board, PublisherCatalogue publishers, InstantSource clock) {
        this.board = board;
        this.publishers = publishers;
        this.clock = clock;
    }

    @Override
    public Reply get(ApiRequest request) {
        request.allowOnly();
        Instant now = clock.instant();
        ReaderStatus reader = board.status();
        DataHealth health = DataHealth.of(board, now);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("state", health.state()).put("words", words(reader, health, now));
        answer.put("serverTime", now.toString()).put("epoch", board.feed().epoch());
        addReader(answer.putObject("consumer"), reader);
        health.clock()
                .ifPresentOrElse(
                        known -> addClock(answer.putObject("clock"), known, now), () -> answer.putNull("clock"));
        answer.put("pipelineCommitting", health.isCommitting());
        addPublishers(answer, health, now);
        return Reply.json(answer.toString());
    }

    private static String words(ReaderStatus reader, DataHealth health, Instant now) {
        if (health.connection() != ReaderStatus.Connection.LIVE) {
            return "The board shows old data: " + reader.explanation().orElse("it does not read the topics") + ".";
        }
        if (!health.isCommitting()) {
            return health.clock()
                    .map(known -> "The pipeline has committed nothing for "
                            + Duration.between(known.receivedAt(), now).toSeconds() + " s.")
                    .orElse("The pipeline has never committed anything.");
        }
        return health.isReplay()
                ? "This is a replay: the pipeline's clock shows "
                        + health.clock().orElseThrow().asOf() + "."
                : "The data is live.";
    }

    private static void addReader(ObjectNode node, ReaderStatus reader) {
        node.put("state", reader.connection().text())
                .put("explanation", reader.explanation().orElse(null))
                .put("records", reader.records())
                .put("undecodable", reader.undecodable())
                .put("lastUndecodable", reader.lastUndecodable().orElse(null));
    }

    private static void addClock(ObjectNode node, PipelineClock known, Instant now) {
        node.put("asOf", known.asOf().toString())
                .put("mode", known.mode())
                .put("watermark", known.watermark().map(Instant::toString).orElse(null))
                .put("receivedAt", known.receivedAt().toString())
                .put("ageSeconds", Duration.between(known.receivedAt(), now).toMillis() / MILLIS);
    }

    private void addPublishers(ObjectNode answer, DataHealth health, Instant now) {
        ArrayNode silentPorts = answer.putArray("silentPorts");
        ArrayNode list = answer.putArray("publishers");
        for (DataHealth.Publisher publisher : health.publishers()) {
            List<String> facilities = publishers.facilitiesOf(publisher.name());
            Optional<Silence> silence = publisher.silence();
            ObjectNode node = list.addObject().put("publisher", publisher.name());
            facilities.forEach(node.putArray("facilities")::add);
            node.put("lastReceivedAt", publisher.value().text("lastReceivedAt").orElse(null))
                    .put(
                            "usualGapSeconds",
                            publisher.value().number("usualGapSeconds").orElse(null))
                    .put("silentSeconds", seconds(silence.map(one -> Duration.between(one.lastReceivedAt(), now))))
                    .put("limitSeconds", seconds(silence.flatMap(Silence::limit)))
                    .put("isSilent", publisher.isSilent());
            if (publisher.isSilent()) {
                facilities.forEach(silentPorts::add);
            }
        }
    }

    private static Double seconds(Optional<Duration> duration) {
        return duration.map(known -> known.toMillis() / MILLIS).orElse(null);
    }
}

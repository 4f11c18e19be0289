package dev.goldencorridor.operationscentre.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.operationscentre.feed.Change;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import dev.goldencorridor.operationscentre.state.JsonValue;
import dev.goldencorridor.operationscentre.state.PipelineClock;
import dev.goldencorridor.operationscentre.state.ReaderStatus;
import dev.goldencorridor.operationscentre.state.Silence;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the board's data may be trusted, for machines and in words. */
public final class DataHealthResource implements Resource {
    /** The pipeline writes its clock every second. */
    private static final Duration MAX_CLOCK_AGE = Duration.ofSeconds(5);

    private static final String EVENT_CLOCK = "event";
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
        Optional<PipelineClock> pipeline = board.state().clock();
        boolean isReplay =
                pipeline.map(known -> known.mode().equals(EVENT_CLOCK)).orElse(false);
        boolean isCommitting = pipeline.map(
                        known -> Duration.between(known.receivedAt(), now).compareTo(MAX_CLOCK_AGE) <= 0)
                .orElse(false);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("state", state(reader, isCommitting, isReplay))
                .put("words", words(reader, pipeline, isCommitting, isReplay, now));
        answer.put("serverTime", now.toString()).put("epoch", board.feed().epoch());
        addReader(answer.putObject("consumer"), reader);
        pipeline.ifPresentOrElse(
                known -> addClock(answer.putObject("clock"), known, now), () -> answer.putNull("clock"));
        answer.put("pipelineCommitting", isCommitting);
        // Without new records every publisher would seem silent.
        addPublishers(answer, isReplay, isCommitting, now);
        return Reply.json(answer.toString());
    }

    private static String state(ReaderStatus reader, boolean isCommitting, boolean isReplay) {
        if (reader.connection() != ReaderStatus.Connection.LIVE) {
            return reader.connection().text();
        }
        if (!isCommitting) {
            return "not-committing";
        }
        return isReplay ? "replay" : "live";
    }

    private static String words(
            ReaderStatus reader,
            Optional<PipelineClock> pipeline,
            boolean isCommitting,
            boolean isReplay,
            Instant now) {
        if (reader.connection() != ReaderStatus.Connection.LIVE) {
            return "The board shows old data: " + reader.explanation().orElse("it does not read the topics") + ".";
        }
        if (!isCommitting) {
            return pipeline.map(known -> "The pipeline has committed nothing for "
                            + Duration.between(known.receivedAt(), now).toSeconds() + " s.")
                    .orElse("The pipeline has never committed anything.");
        }
        return isReplay
                ? "This is a replay: the pipeline's clock shows "
                        + pipeline.orElseThrow().asOf() + "."
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

    private void addPublishers(ObjectNode answer, boolean isReplay, boolean isCommitting, Instant now) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ArrayNode silentPorts = answer.putArray("silentPorts");
        List<Change> values = board.feed().values(BoardTopics.PUBLISHERS).stream()
                .sorted(Comparator.comparing(Change::key))
                .toList();
        for (Change value : values) {
            JsonValue publisher = JsonValue.parse(value.text());
            Optional<Silence> silence = Silence.of(publisher, isReplay, now);
            boolean isSilent = isCommitting && silence.map(Silence::isSilent).orElse(false);
            ObjectNode node = list.addObject();
            node.put("publisher", value.key());
            ArrayNode facilities = node.putArray("facilities");
            publishers.facilitiesOf(value.key()).forEach(facilities::add);
            node.put("lastReceivedAt", publisher.text("lastReceivedAt").orElse(null))
                    .put("usualGapSeconds", publisher.number("usualGapSeconds").orElse(null))
                    .put(
                            "silentSeconds",
                            silence.map(one -> Duration.between(one.lastReceivedAt(), now)
                                                    .toMillis()
                                            / MILLIS)
                                    .orElse(null))
                    .put(
                            "limitSeconds",
                            silence.flatMap(Silence::limit)
                                    .map(limit -> limit.toMillis() / MILLIS)
                                    .orElse(null))
                    .put("isSilent", isSilent);
            if (isSilent) {
                publishers.facilitiesOf(value.key()).forEach(silentPorts::add);
            }
        }
        answer.set("publishers", list);
    }
}

package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.producer.format.DigitrafficElements.Element;
import dev.goldencorridor.producer.format.DigitrafficElements.Kind;
import dev.goldencorridor.producer.format.DigitrafficEvents.Event;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads Finland's open train data: trains, arrays of them, histories, envelopes {@code {"receivedAt":…,"trains":[…]}},
 * and lines of all of these. Memory is bounded by one train.
 */
final class DigitrafficReader implements MovementReader {
    private static final int MAX_NAMED_FIELDS = 5;

    private final DigitrafficElements elements;
    private final String source;
    private final String publisher;
    private final Instant receivedAt;
    private final StopSelection stops;
    private final DigitrafficRuns runs;
    private final Queue<Reading> readings = new ArrayDeque<>();
    private Instant envelopeReceivedAt;

    /**
     * Reads a source.
     *
     * @param receivedAt when the source was received, for versions that do not say it
     * @param runs of all sources of the call
     */
    DigitrafficReader(
            InputStream in,
            String source,
            String publisher,
            Instant receivedAt,
            StopSelection stops,
            DigitrafficRuns runs) {
        this.elements = new DigitrafficElements(in);
        this.source = source;
        this.publisher = publisher;
        this.receivedAt = receivedAt;
        this.stops = stops;
        this.runs = runs;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        while (readings.isEmpty()) {
            Element element = elements.next();
            if (element == null) {
                return Optional.empty();
            }
            read(element);
        }
        return Optional.of(readings.remove());
    }

    @Override
    public void close() throws IOException {
        elements.close();
    }

    private void read(Element element) {
        String where = source + ":" + element.line() + " (train " + element.number() + ")";
        switch (element.kind()) {
            case OBJECT, ENVELOPE -> {
                try {
                    readObject(element.kind(), MovementJson.parse(element.bytes()), element.line());
                } catch (UnreadableMovementException e) {
                    unreadable(where, e.getMessage());
                }
            }
            case CUT -> unreadable(where, "the train has no end");
            case TOO_LONG ->
                unreadable(where, "is longer than " + DigitrafficElements.MAX_ELEMENT_BYTES + " bytes; no train is");
            case NO_OBJECT -> unreadable(where, "not a JSON object: begins with '" + (char) element.bytes()[0] + "'");
            case UNCLOSED -> unreadable(where, "the last array is not closed: the file is cut off");
        }
    }

    private void readObject(Kind kind, ObjectNode object, long line) throws UnreadableMovementException {
        if (kind == Kind.ENVELOPE) {
            envelopeReceivedAt = instant(object, "receivedAt");
            return;
        }
        Instant received = elements.isInEnvelope() && envelopeReceivedAt != null ? envelopeReceivedAt : receivedAt;
        if (object.path("json") instanceof ObjectNode train && object.path("id") instanceof ObjectNode id) {
            Instant fetched = instant(id, "fetchDate");
            readTrain(train, fetched == null ? received : fetched, line);
        } else {
            readTrain(object, received, line);
        }
    }

    private void readTrain(ObjectNode object, Instant received, long line) throws UnreadableMovementException {
        requireTrain(object);
        List<String> rowFaults = new ArrayList<>();
        DigitrafficTrain train = DigitrafficTrain.read(object, rowFaults);
        String name = source + ":" + line + " (train " + train.number() + " of " + train.departureDate();
        if (runs.hasNewer(train)) {
            readings.add(new Reading.NotMovement(name + ")", "older version"));
            return;
        }
        rowFaults.forEach(fault -> unreadable(name + ")", fault));
        List<Event> events = DigitrafficEvents.of(train, publisher, received, stops);
        for (TrainMovement retraction : runs.replace(train, events, received)) {
            readings.add(new Reading.Movement(name + ", retracted)", retraction));
        }
        for (Event event : events) {
            readings.add(new Reading.Movement(name + ", row " + event.row().number() + ")", event.movement()));
        }
        if (readings.isEmpty()) {
            readings.add(new Reading.NotMovement(name + ")", "train without events"));
        }
    }

    private static void requireTrain(ObjectNode object) throws UnreadableMovementException {
        if (object.has("junanumero") || object.has("jupaTapahtumas")) {
            throw new UnreadableMovementException(
                    "this is Fintraffic's internal format (junanumero): publish what /api/v1/trains returns");
        }
        if (object.has("data")) {
            throw new UnreadableMovementException("this is a GraphQL answer: publish what /api/v1/trains returns");
        }
        if (!object.has("trainNumber")) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            throw new UnreadableMovementException("not a train: it has no trainNumber; its fields are "
                    + names.subList(0, Math.min(names.size(), MAX_NAMED_FIELDS)));
        }
    }

    private static Instant instant(ObjectNode object, String name) throws UnreadableMovementException {
        List<String> faults = new ArrayList<>();
        Instant instant = new JsonFields(object, "", faults).instant(name);
        if (!faults.isEmpty()) {
            throw new UnreadableMovementException(faults);
        }
        return instant;
    }

    private void unreadable(String where, String message) {
        readings.add(new Reading.Unreadable(where, message));
    }
}

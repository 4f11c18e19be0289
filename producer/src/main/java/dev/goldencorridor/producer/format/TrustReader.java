package dev.goldencorridor.producer.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.runtime.files.TextInput;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Reads Great Britain's train-movement feed: concatenated arrays of messages. {@link TrustMessage} has the types of
 * messages.
 */
final class TrustReader implements MovementReader {
    private final TrustElements elements;
    private final String undecodable;
    private final String source;
    private final String publisher;
    /** The further readings of the last message. */
    private final Queue<Reading> readings = new ArrayDeque<>();

    TrustReader(InputStream in, String source, String publisher) throws IOException {
        TextInput text = TextInput.of(in);
        this.elements = new TrustElements(text);
        this.undecodable = text.undecodable();
        this.source = source;
        this.publisher = publisher;
    }

    @Override
    public Optional<Reading> next() throws IOException {
        return readings.isEmpty() ? readElement() : Optional.of(readings.remove());
    }

    private Optional<Reading> readElement() throws IOException {
        byte[] element = elements.next();
        if (element == null) {
            return Optional.empty();
        }
        String where = source + ":" + elements.line() + " (message " + elements.number() + ")";
        if (element.length == 0) {
            return Optional.of(new Reading.Unreadable(where, "the last array is not closed: the file is cut off"));
        }
        if (!elements.isComplete()) {
            elements.recover(element);
            return Optional.of(new Reading.Unreadable(where, "the message has no end"));
        }
        ObjectNode message;
        try {
            message = MovementJson.parse(element, undecodable);
        } catch (UnreadableMovementException e) {
            elements.recover(element);
            return Optional.of(new Reading.Unreadable(where, e.getMessage()));
        }
        read(where, message);
        return Optional.of(readings.remove());
    }

    @Override
    public void close() throws IOException {
        elements.close();
    }

    private void read(String where, ObjectNode message) {
        String type = TrustMessage.text(message.path("header"), "msg_type");
        if (type == null) {
            readings.add(new Reading.Unreadable(where, "header.msg_type: is missing"));
            return;
        }
        try {
            List<TrainMovement> movements = TrustMessage.movements(type, message, publisher);
            movements.forEach(movement -> readings.add(new Reading.Movement(where, movement)));
            if (movements.isEmpty()) {
                readings.add(new Reading.NotMovement(where, type));
            }
        } catch (UnreadableMovementException e) {
            readings.add(new Reading.Unreadable(where, e.getMessage()));
        }
    }
}

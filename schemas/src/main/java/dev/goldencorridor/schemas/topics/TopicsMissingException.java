package dev.goldencorridor.schemas.topics;

/** Topics that an application needs are missing or unfit. The message names each topic, its fault and the remedy. */
public final class TopicsMissingException extends RuntimeException {
    public TopicsMissingException(String message) {
        super(message);
    }
}

package dev.goldencorridor.schemas.topics;

/** Topics that an application needs are missing or unfit. The message names each with what is wrong, and the way out. */
public final class TopicsMissingException extends RuntimeException {
    public TopicsMissingException(String message) {
        super(message);
    }
}

package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.news.News;

/**
 * A report that its journey has no room for; it goes to the rejects.
 *
 * @param movement the report, encoded anew
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way out.
public record Overflow(byte[] movement) implements News {}

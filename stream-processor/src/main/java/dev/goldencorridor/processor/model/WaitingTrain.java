package dev.goldencorridor.processor.model;

/**
 * A train that has arrived at a port and is not yet released or has not yet departed.
 *
 * @param arrivedAt milliseconds since 1970-01-01T00:00Z
 * @param awaitsRelease whether customs have not yet released it
 * @param present whether it has not yet departed
 */
public record WaitingTrain(long arrivedAt, boolean awaitsRelease, boolean present) {}

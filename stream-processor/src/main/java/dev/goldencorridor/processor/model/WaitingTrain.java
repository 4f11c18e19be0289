package dev.goldencorridor.processor.model;

/**
 * How a run stands at a port.
 *
 * @param arrivedAt milliseconds since 1970-01-01T00:00Z
 * @param awaitsRelease customs have not released it
 * @param present it has not departed
 */
public record WaitingTrain(long arrivedAt, boolean awaitsRelease, boolean present) {}

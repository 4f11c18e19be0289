package dev.goldencorridor.operationscentre.alarms;

import java.time.Instant;

/**
 * A value of a delay alert.
 *
 * @param alarm the raising that it belongs to
 * @param asOf when the pipeline wrote it
 * @param revision counts the values of the key, from 1
 */
public record AlarmRecord(Alarm alarm, Instant asOf, long revision) {}

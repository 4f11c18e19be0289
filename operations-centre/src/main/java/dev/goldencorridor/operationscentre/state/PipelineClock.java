package dev.goldencorridor.operationscentre.state;

import java.time.Instant;
import java.util.Optional;

/**
 * The pipeline's clock as last received.
 *
 * @param asOf what the clock showed
 * @param mode {@code wall} or {@code event}
 * @param watermark the furthest event time; empty before the first event
 * @param receivedAt when it was received, by the time of day of this machine
 */
public record PipelineClock(Instant asOf, String mode, Optional<Instant> watermark, Instant receivedAt) {}

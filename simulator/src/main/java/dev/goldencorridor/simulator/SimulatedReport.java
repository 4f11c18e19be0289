package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;

/**
 * A report of one port system to the pipeline.
 *
 * @param reportedAt when the port system sends it (UTC); never before the movement occurred
 * @param publisher the port system
 * @param movement the content of the report
 */
public record SimulatedReport(Instant reportedAt, String publisher, TrainMovement movement) {}

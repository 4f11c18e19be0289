package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;

/**
 * A movement on its way from a port system to the pipeline.
 *
 * @param reportedAt when the port system sends it (UTC); never before it occurred
 * @param publisher which port system
 * @param movement what it says
 */
public record SimulatedReport(Instant reportedAt, String publisher, TrainMovement movement) {}

package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.Direction;
import java.util.Optional;

/**
 * A row of the file of trains, for one train number.
 *
 * @param direction the sense of travel
 * @param railway the first part of the run id; empty if each place's country is it
 */
record TafTrain(Direction direction, Optional<String> railway) {}

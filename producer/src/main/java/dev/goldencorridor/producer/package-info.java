/**
 * Publishes movements and port states to Kafka, before step 1: {@link dev.goldencorridor.producer.MovementPublisher} is
 * the library, {@link dev.goldencorridor.producer.PublishCommand} the command.
 */
package dev.goldencorridor.producer;

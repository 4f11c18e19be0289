/**
 * Publishing: {@link dev.goldencorridor.producer.MovementPublisher} is the library, {@link
 * dev.goldencorridor.producer.PublishCommand} and {@link dev.goldencorridor.producer.SimulateCommand} the commands.
 */
package dev.goldencorridor.producer;


/** Classifies failures of Kafka's clients. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.kafka;

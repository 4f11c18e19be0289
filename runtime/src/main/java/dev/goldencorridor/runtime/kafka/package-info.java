/** Requests to the brokers, with one time limit and one wording of failures. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.kafka;

/** Certificates, passwords and principals of Kafka's and the registry's clients. It holds no step of the pipeline. */
package dev.goldencorridor.runtime.security;

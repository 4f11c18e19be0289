/**
 * The permissions and quotas that the corridor's programs need on the brokers, generated from the topic catalogue and
 * the settings. It holds no step of the pipeline.
 */
package dev.goldencorridor.cli.access;

/** Makes Kafka's driver of topologies quicker, for the tests of several modules. */
package dev.goldencorridor.reference.driver;

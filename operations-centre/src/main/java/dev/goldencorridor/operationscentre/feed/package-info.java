/** The live part of the topics as an ordered feed of changes. A viewer is a cursor in it. Pure: no Kafka, no HTTP. */
package dev.goldencorridor.operationscentre.feed;

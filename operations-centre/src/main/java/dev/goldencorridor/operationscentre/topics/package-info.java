/** Reads the public topics from their beginning, and again whenever that is needed to be exact. */
package dev.goldencorridor.operationscentre.topics;

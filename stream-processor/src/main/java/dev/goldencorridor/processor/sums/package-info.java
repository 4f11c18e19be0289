/** Numbers the sums that a step forwards, so that a later step applies each sum once. Steps 3, 4 and 6 use it. */
package dev.goldencorridor.processor.sums;

/** The domain values that several steps share: dimensions, directions, measurements, calls and waiting trains. */
package dev.goldencorridor.processor.model;

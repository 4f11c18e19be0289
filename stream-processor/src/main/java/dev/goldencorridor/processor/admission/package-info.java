/**
 * Step 1, {@code admit}: decodes each received record, and admits it or rejects it with a reason. {@code Parking} stores
 * a record with an unknown schema until the registry has the schema, and rejects it as {@code UNKNOWN_SCHEMA} when the
 * grace has passed.
 */
package dev.goldencorridor.processor.admission;

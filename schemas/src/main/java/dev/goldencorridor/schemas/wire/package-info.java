/**
 * Serializers and deserializers for the contract's records in Confluent's wire format, and for JSON. Every step that
 * reads or writes topics uses them; step 1 (admission) also relies on their limits against hostile values.
 */
package dev.goldencorridor.schemas.wire;

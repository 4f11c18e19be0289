/**
 * The limits on the content of a movement. The publishing library and step 1 of the pipeline (admission) apply them.
 */
package dev.goldencorridor.schemas.movements;

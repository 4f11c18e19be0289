/**
 * The catalogues of facilities and publishers, and the codes of facilities. Step 1 (admission) validates movements
 * against them, and all later steps use them to choose dimensions and topics.
 */
package dev.goldencorridor.schemas.places;

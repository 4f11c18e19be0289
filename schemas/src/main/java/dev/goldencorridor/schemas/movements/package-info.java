/** What a movement may hold: the bounds that the library and the pipeline both apply. */
package dev.goldencorridor.schemas.movements;


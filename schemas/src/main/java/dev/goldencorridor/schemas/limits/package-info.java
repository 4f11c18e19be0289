/** Limits on movements and records that several applications share, each with its reason. It holds no step. */
package dev.goldencorridor.schemas.limits;

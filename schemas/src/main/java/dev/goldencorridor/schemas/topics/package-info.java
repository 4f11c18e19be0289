/**
 * Declares every topic of the corridor, compares the cluster's topics with the declarations, and corrects them. Not
 * part of a processing step: {@code corridor topics} and all applications at start use it.
 */
package dev.goldencorridor.schemas.topics;

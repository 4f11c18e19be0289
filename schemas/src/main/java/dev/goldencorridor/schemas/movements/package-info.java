/** The rules of the contract on one movement. The publishing library and the admission of step 1 both apply them. */
package dev.goldencorridor.schemas.movements;

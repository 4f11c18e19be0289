/** Validates movements before they are published, ahead of the admission of step 1. */
package dev.goldencorridor.producer.validation;

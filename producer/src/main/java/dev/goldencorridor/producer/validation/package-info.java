/** What a movement must be like before it is sent. */
package dev.goldencorridor.producer.validation;


/**
 * The messages between steps, with their serdes and partitioners. It holds no step: all steps share it.
 */
package dev.goldencorridor.processor.messages;

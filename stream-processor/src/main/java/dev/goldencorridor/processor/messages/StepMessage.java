package dev.goldencorridor.processor.messages;

/**
 * What following a run's journey makes known to the steps after it; each of these takes its own kind. What is decided about
 * ports is of this type too.
 */
public interface StepMessage {}

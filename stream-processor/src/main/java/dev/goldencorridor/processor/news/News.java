package dev.goldencorridor.processor.news;

/**
 * What following a run's journey makes known to the steps after it; each of these takes its own kind. What travels between
 * tasks under a run's key is of this type too.
 */
public interface News {}

package dev.goldencorridor.processor.messages;

/** A message between two steps; each step takes its own kind. */
public sealed interface StepMessage
        permits AggregateUpdate, AlertUpdate, BroadcastUpdate, PublisherUpdate, ReportOverflow {}

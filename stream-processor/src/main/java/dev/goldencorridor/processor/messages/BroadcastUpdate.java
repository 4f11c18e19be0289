package dev.goldencorridor.processor.messages;

import java.io.DataOutput;
import java.io.IOException;

/** A message that goes to all tasks. */
public sealed interface BroadcastUpdate extends StepMessage
        permits ExpectedDurationUpdate, PortStatusUpdate, RunUpdate.ClockAdvanced {
    /** Writes the type byte and the content. {@link BroadcastSerde} reads them. */
    void write(DataOutput out) throws IOException;
}

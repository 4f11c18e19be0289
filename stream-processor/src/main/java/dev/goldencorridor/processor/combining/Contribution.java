package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.Standing;

/** What journeys tell the rolling dimensions; the record's key is the dimension's key. */
public sealed interface Contribution {
    /**
     * A change of a minute's pane; what trips carried counts in its day alone.
     *
     * @param minute from 1970-01-01T00:00Z
     */
    record PaneChange(long minute, Pane change) implements Contribution {}

    /**
     * A change of a day's pane in the calendar.
     *
     * @param day from 1970-01-01
     */
    record DayChange(long day, Pane change) implements Contribution {}

    /**
     * How a run stands at the port from now on.
     *
     * @param standing null when it waits for nothing any more
     */
    record StandingChange(String run, Standing standing) implements Contribution {}

    /**
     * The furthest event time that one task has seen; for all partitions.
     *
     * @param millis since 1970-01-01T00:00Z
     */
    record Watermark(long millis) implements Contribution {}

    /**
     * A report that its journey has no room for; it goes to the rejects.
     *
     * @param movement the report, encoded anew
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is on its way out.
    record Overflow(byte[] movement) implements Contribution {}
}

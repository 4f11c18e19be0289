package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.Finding;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.alerts.AlertType;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The transitions of an alert, one a row: the alert before, the finding of its rule, and the published value. A row
 * without a revision publishes no value. The rows have the transitions of the diagram in docs/alerts.md, and no others.
 */
class AlertLifecycleTest {
    /** {@code CLEARANCE_OVERDUE}, with the steps 12 h, 16 h and 24 h. */
    static final String WAITS = """
            before                            | finding               | with           | trigger    | now      | revision | published
            # It is raised at its first step. After an update, the clock at the evaluation is raisedAt.
            none                              | since 00:00           |                | time       | 11:59:59 |          |
            none                              | since 00:00           |                | time       | 12:00    | 1        | RAISED MINOR 12h at 12:00
            none                              | since 00:00           |                | time       | 15:00    | 1        | RAISED MINOR 15h at 12:00
            none                              | since 00:00           |                | update     | 15:00    | 1        | RAISED MINOR 15h at 15:00
            none                              | since 00:00           |                | thresholds | 15:00    | 1        | RAISED MINOR 15h at 15:00
            # If several steps are passed at once, one change publishes the last.
            none                              | since 00:00           |                | time       | 25:00    | 1        | RAISED CRITICAL 25h at 12:00
            none                              | since 00:00           | port closed    | time       | 12:00    | 1        | RAISED MINOR 12h at 12:00, parent PORT_CLOSED
            # A delay that is over raises nothing.
            none                              | RELEASED after 13h    |                | update     | 13:00    |          |
            none                              | none: RETRACTED       |                | update     | 13:00    |          |
            # The revision continues after the key was deleted.
            deleted                           | since 00:00           |                | update     | 13:00    | 3        | RAISED MINOR 13h at 13:00
            # A growing value alone is no change. The severity rises with the steps, and never falls.
            RAISED MINOR since 00:00 at 12:00 | since 00:00           |                | time       | 15:59:59 |          |
            RAISED MINOR since 00:00 at 12:00 | since 00:00           |                | time       | 16:00    | 2        | RAISED MAJOR 16h at 12:00
            RAISED MINOR since 00:00 at 12:00 | since 00:00           |                | time       | 24:00    | 2        | RAISED CRITICAL 24h at 12:00
            RAISED MAJOR since 00:00 at 12:00 | since 00:00           |                | time       | 24:00    | 2        | RAISED CRITICAL 24h at 12:00
            RAISED MAJOR since 00:00 at 12:00 | since 03:00           |                | update     | 16:00    |          |
            # These fields revise it too.
            RAISED MINOR since 00:00 at 12:00 | since 00:00           | reason storm   | update     | 13:00    | 2        | RAISED MINOR 13h at 12:00, reason storm
            RAISED MINOR since 00:00 at 12:00 | since 00:00           | port closed    | update     | 13:00    | 2        | RAISED MINOR 13h at 12:00, parent PORT_CLOSED
            RAISED MINOR since 00:00 at 12:00 | since 01:00           | occurred 01:00 | update     | 13:00    | 2        | RAISED MINOR 12h at 12:00, occurred 01:00
            # After a failover the clock may be a little behind. That clears nothing.
            RAISED MINOR since 00:00 at 12:00 | since 00:00           |                | update     | 11:59:58 |          |
            # An event clears it. If the delay ended below the first step, the alert was wrong.
            RAISED MINOR since 00:00 at 12:00 | RELEASED after 13h    |                | update     | 13:00    | 2        | CLEARED RELEASED 13h at 13:00
            RAISED MINOR since 00:00 at 12:00 | REFUSED after 13h     |                | update     | 13:00    | 2        | CLEARED REFUSED 13h at 13:00
            RAISED MINOR since 00:00 at 12:00 | DEPARTED after 13h    |                | update     | 13:00    | 2        | CLEARED DEPARTED 13h at 13:00
            RAISED MINOR since 00:00 at 12:00 | ARRIVED after 12h     |                | update     | 13:00    | 2        | CLEARED ARRIVED 12h at 13:00
            RAISED MINOR since 00:00 at 12:00 | RELEASED after 11h59m |                | update     | 13:00    | 2        | CLEARED CORRECTED 11h59m at 13:00
            RAISED MINOR since 00:00 at 12:00 | RELEASED after -1h    |                | update     | 13:00    | 2        | CLEARED CORRECTED 0s at 13:00
            # A later start clears it below the first step. There is no deadband.
            RAISED MINOR since 00:00 at 12:00 | since 01:01           |                | update     | 13:00    | 2        | CLEARED CORRECTED 11h59m at 13:00
            # Changed thresholds clear it if they would not have raised it.
            RAISED MINOR since 00:00 at 12:00 | since 00:00           | first step 20h | thresholds | 13:00    | 2        | CLEARED THRESHOLDS_CHANGED 13h at 13:00
            RAISED MINOR since 00:00 at 12:00 | since 00:00           | first step 13h | thresholds | 13:00    |          |
            # Nothing is left to measure.
            RAISED MINOR since 00:00 at 12:00 | none: RETRACTED       |                | update     | 13:00    | 2        | CLEARED RETRACTED 12h at 13:00
            RAISED MINOR since 00:00 at 12:00 | none: EXPIRED         |                | update     | 13:00    | 2        | CLEARED EXPIRED 12h at 13:00
            # A cleared alert is raised again under the same key. A later reason revises it.
            CLEARED MINOR at 13:00            | since 00:00           |                | update     | 14:00    | 3        | RAISED MINOR 14h at 14:00
            CLEARED MINOR at 13:00            | DEPARTED after 13h    | reason storm   | update     | 14:00    | 3        | CLEARED DEPARTED 12h at 13:00, reason storm
            CLEARED MINOR at 13:00            | DEPARTED after 13h    |                | update     | 14:00    |          |
            # The key is deleted a day after the clearing.
            CLEARED MINOR at 13:00            | DEPARTED after 13h    |                | time       | 36:59:59 |          |
            CLEARED MINOR at 13:00            | DEPARTED after 13h    |                | time       | 37:00    |          | tombstone
            CLEARED MINOR at 13:00            | none: EXPIRED         |                | time       | 37:00    |          | tombstone
            """;

    /** {@code DEPARTURE_LATE}, with the steps 30 min, 2 h and 6 h. It clears at 15 min and is shown for 6 h. */
    static final String LATENESSES = """
            before                            | finding                         | with           | trigger    | now      | revision | published
            # Waiting: it is raised while the event is missing, and cleared by the event.
            none                              | since 10:00                     | planned 10:00  | time       | 10:30    | 1        | RAISED MINOR 30m at 10:30, planned 10:00
            RAISED MINOR since 10:00 at 10:30 | DEPARTED 40m late               | occurred 10:40 | update     | 10:40    | 2        | CLEARED DEPARTED 40m at 10:40, occurred 10:40
            RAISED MINOR since 10:00 at 10:30 | DEPARTED 29m late               | occurred 10:29 | update     | 10:40    | 2        | CLEARED CORRECTED 29m at 10:40, occurred 10:29
            # Deadband: a later plan clears it at a quarter of an hour.
            RAISED MINOR since 10:00 at 10:30 | since 10:20, later PLAN_CHANGED | planned 10:20  | update     | 10:36    | 2        | RAISED MINOR 16m at 10:30, planned 10:20
            RAISED MINOR since 10:00 at 10:30 | since 10:20, later PLAN_CHANGED | planned 10:20  | update     | 10:35    | 2        | CLEARED PLAN_CHANGED 15m at 10:35, planned 10:20
            RAISED MINOR since 10:00 at 10:30 | none: CANCELLED                 |                | update     | 10:35    | 2        | CLEARED CANCELLED 30m at 10:35
            # Shown: a late event that no alert waited for raises one, unless the train has moved on.
            none                              | DEPARTED 30m late               |                | update     | 11:00    | 1        | RAISED MINOR 30m at 11:00
            none                              | DEPARTED 6h late                |                | time       | 17:00    | 1        | RAISED CRITICAL 6h at 17:00
            none                              | DEPARTED 29m59s late            |                | update     | 11:00    |          |
            none                              | DEPARTED 40m late, then ARRIVED |                | update     | 11:00    |          |
            none, reported                    | DEPARTED 40m late               |                | update     | 11:00    |          |
            # A lateness at or below the deadband ends the report. The next lateness is a new one.
            CLEARED MINOR at 10:40            | DEPARTED 40m late               |                | update     | 11:00    | 3        | RAISED MINOR 40m at 11:00
            CLEARED MINOR at 10:40, reported  | DEPARTED 40m late               |                | update     | 11:00    |          |
            # A shown lateness is fixed. A correction may raise its severity.
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late               |                | time       | 16:59:59 |          |
            RAISED MINOR 40m late at 11:00    | DEPARTED 2h late                |                | update     | 12:00    | 2        | RAISED MAJOR 2h at 11:00
            RAISED MAJOR 2h late at 11:00     | DEPARTED 40m late               |                | update     | 12:00    |          |
            # Deadband: a correction or a later plan clears it at a quarter of an hour.
            RAISED MINOR 40m late at 11:00    | DEPARTED 16m late               | occurred 10:16 | update     | 12:00    | 2        | RAISED MINOR 16m at 11:00, occurred 10:16
            RAISED MINOR 40m late at 11:00    | DEPARTED 15m late               | occurred 10:15 | update     | 12:00    | 2        | CLEARED CORRECTED 15m at 12:00, occurred 10:15
            RAISED MINOR 40m late at 11:00    | DEPARTED 15m late               | planned 10:25  | update     | 12:00    | 2        | CLEARED PLAN_CHANGED 15m at 12:00, planned 10:25
            # The train moves on, or the lateness was shown for six hours. For the latter, clearedAt is the due time.
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late, then ARRIVED |                | update     | 12:00    | 2        | CLEARED ARRIVED 40m at 12:00
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late               |                | time       | 17:00    | 2        | CLEARED EXPIRED 40m at 17:00
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late               |                | time       | 18:00    | 2        | CLEARED EXPIRED 40m at 17:00
            # The event is withdrawn: the same alert is waiting again.
            RAISED MINOR 40m late at 11:00    | since 10:00                     |                | update     | 11:30    |          |
            # Changed thresholds clear it if they would not have raised it.
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late               | first step 1h  | thresholds | 12:00    | 2        | CLEARED THRESHOLDS_CHANGED 40m at 12:00
            RAISED MINOR 40m late at 11:00    | DEPARTED 40m late               | first step 1h  | update     | 12:00    |          |
            # Changed thresholds raise nothing for an event of the past. A value in the deadband stays.
            none                              | DEPARTED 40m late               |                | thresholds | 11:00    |          |
            RAISED MINOR 16m late at 11:00    | DEPARTED 16m late               |                | thresholds | 12:00    |          |
            """;

    /** {@code TRAIN_SILENT}, with the steps 24 h, 48 h and 96 h. */
    static final String SILENCES = """
            before                            | finding                     | with | trigger | now   | revision | published
            # The silence counts from the start in the alert.
            RAISED MINOR since 08:00 at 32:00 | heard ARRIVED at 32:00      |      | update  | 33:00 | 2        | CLEARED ARRIVED 24h at 33:00
            RAISED MINOR since 08:00 at 32:00 | heard ARRIVED at 31:59      |      | update  | 33:00 | 2        | CLEARED CORRECTED 23h59m at 33:00
            none                              | heard ARRIVED at 33:00      |      | update  | 33:00 |          |
            # An event elsewhere begins another silence.
            RAISED MINOR since 08:00 at 32:00 | since 32:00, later DEPARTED |      | update  | 33:00 | 2        | CLEARED DEPARTED 1h at 33:00
            RAISED MINOR since 08:00 at 32:00 | since 31:59, later DEPARTED |      | update  | 33:00 | 2        | CLEARED CORRECTED 1h1m at 33:00
            """;

    private final DelayPlan plan = AlertsDriver.defaultPlan();

    @ParameterizedTest
    @CsvSource(textBlock = WAITS, useHeadersInDisplayName = true, delimiter = '|')
    void anAlertOfAWait(ArgumentsAccessor row) {
        assertTransition(AlertType.CLEARANCE_OVERDUE, row);
    }

    @ParameterizedTest
    @CsvSource(textBlock = LATENESSES, useHeadersInDisplayName = true, delimiter = '|')
    void anAlertOfALateness(ArgumentsAccessor row) {
        assertTransition(AlertType.DEPARTURE_LATE, row);
    }

    @ParameterizedTest
    @CsvSource(textBlock = SILENCES, useHeadersInDisplayName = true, delimiter = '|')
    void anAlertOfASilentTrain(ArgumentsAccessor row) {
        assertTransition(AlertType.TRAIN_SILENT, row);
    }

    private void assertTransition(AlertType type, ArgumentsAccessor row) {
        SeverityThresholds thresholds = thresholdsOf(type);
        Alert before = AlertWords.parse(row.getString(0), type, thresholds);
        Circumstances circumstances = Circumstances.parse(row.getString(2));
        Finding finding = FindingWords.parse(row.getString(1), circumstances.details());
        Trigger trigger = Trigger.valueOf(row.getString(3).toUpperCase(Locale.ROOT));
        long now = ClockTime.millis(row.getString(4));
        Alert after = plan.lifecycle().next(before, finding, circumstances.evaluation(now, trigger, thresholds));
        boolean isPublished = row.getString(5) != null;
        assertThat(after.revision()).isEqualTo(isPublished ? row.getLong(5) : before.revision());
        assertThat(AlertWords.publishedText(before, after, now)).isEqualTo(row.getString(6));
    }

    private SeverityThresholds thresholdsOf(AlertType type) {
        return plan.thresholds().thresholdsFor("CNHRS", TravelDirection.OUTBOUND, type);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            type              | alert                                | finding            | due
            # The next step of severity is due, if there is one.
            CLEARANCE_OVERDUE | none                                 | since 00:00        | 12:00
            CLEARANCE_OVERDUE | deleted                              | since 00:00        | 12:00
            CLEARANCE_OVERDUE | RAISED MINOR since 00:00 at 12:00    | since 00:00        | 16:00
            CLEARANCE_OVERDUE | RAISED MAJOR since 00:00 at 12:00    | since 00:00        | 24:00
            CLEARANCE_OVERDUE | RAISED CRITICAL since 00:00 at 12:00 | since 00:00        | never
            CLEARANCE_REFUSED | none                                 | since 00:00        | 00:00
            CLEARANCE_REFUSED | RAISED MAJOR since 00:00 at 00:00    | since 00:00        | 24:00
            # A shown lateness expires. One that is not raised is never due.
            DEPARTURE_LATE    | RAISED MINOR 40m late at 11:00       | DEPARTED 40m late  | 17:00
            DEPARTURE_LATE    | none                                 | DEPARTED 40m late  | never
            # The key of a cleared alert is deleted, unless the alert is raised again before.
            CLEARANCE_OVERDUE | CLEARED MINOR at 13:00               | RELEASED after 13h | 37:00
            CLEARANCE_OVERDUE | CLEARED MINOR at 13:00               | since 20:00        | 32:00
            CLEARANCE_OVERDUE | CLEARED MINOR at 13:00               | since 26:00        | 37:00
            # A delay that is over is never due.
            CLEARANCE_OVERDUE | none                                 | RELEASED after 13h | never
            """)
    void theNextEvaluationIsDue(AlertType type, String alert, String finding, String due) {
        SeverityThresholds thresholds = thresholdsOf(type);
        long dueAt = plan.lifecycle()
                .dueAt(
                        AlertWords.parse(alert, type, thresholds),
                        FindingWords.parse(finding, AlertWords.NO_DETAILS),
                        thresholds);
        assertThat(dueAt == AlertLifecycle.NEVER ? "never" : ClockTime.text(dueAt))
                .isEqualTo(due);
    }

    /**
     * The column {@code with}: the details of the finding, and what else the evaluation depends on.
     *
     * @param firstStep in milliseconds; null for the default thresholds
     */
    private record Circumstances(AlertDetails details, boolean isPortClosed, Long firstStep) {
        static Circumstances parse(String cell) {
            String text = cell == null ? "" : cell;
            return new Circumstances(
                    new AlertDetails(
                            text.startsWith("planned ") ? time(text) : Call.UNKNOWN,
                            text.startsWith("occurred ") ? time(text) : Call.UNKNOWN,
                            text.startsWith("reason ") ? lastWord(text) : null),
                    text.equals("port closed"),
                    text.startsWith("first step ") ? ClockTime.durationMillis(lastWord(text)) : null);
        }

        private static long time(String text) {
            return ClockTime.millis(lastWord(text));
        }

        private static String lastWord(String text) {
            return text.substring(text.lastIndexOf(' ') + 1);
        }

        Evaluation evaluation(long now, Trigger trigger, SeverityThresholds defaults) {
            SeverityThresholds thresholds = firstStep == null
                    ? defaults
                    : new SeverityThresholds(firstStep, SeverityThresholds.UNWANTED, SeverityThresholds.UNWANTED);
            return new Evaluation(now, trigger, thresholds, "X8001", isPortClosed, details.reason());
        }
    }
}

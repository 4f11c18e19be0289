package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.schemas.DelayAlert;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alert of a closed port. A train arrived there at midnight; it is overdue from 12:00 on. */
class PortClosuresTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final Pattern DECISION = Pattern.compile("(closed|open) (\\S+)(?: for (\\w+))?(?: decided (\\S+))?");

    private final AlertsDriver alerts = new AlertsDriver(Path.of("target", "no-state"), 0, 1);

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            decisions                                                  | now      | alert of the port                                         | revision | parent of the train's alert | its revision
            # It is always critical, and raised at once. It counts from the decision.
                                                                       | 13:00    |                                                           |          |                             | 1
            closed 11:00 for wind                                      | 11:00    | RAISED CRITICAL 0s at 11:00, reason wind, occurred 11:00  | 1        |                             |
            closed 11:00 for wind decided 09:00                        | 11:00    | RAISED CRITICAL 2h at 11:00, reason wind, occurred 09:00  | 1        |                             |
            closed 11:00                                               | 11:00    | RAISED CRITICAL 0s at 11:00, occurred 11:00               | 1        |                             |
            # Meanwhile it is the parent of the trains' alerts, of those that are raised before and after it.
            closed 11:00                                               | 13:00    | RAISED CRITICAL 0s at 11:00, occurred 11:00               | 1        | PORT_CLOSED                 | 1
            closed 13:00                                               | 13:00    | RAISED CRITICAL 0s at 13:00, occurred 13:00               | 1        | PORT_CLOSED                 | 2
            # A new reason or a new time of the decision revises it, and keeps raisedAt. A repetition does not.
            closed 11:00 for wind, closed 11:30 for snow decided 11:00 | 11:30    | RAISED CRITICAL 30m at 11:00, reason snow, occurred 11:00 | 2        |                             |
            closed 11:00 for wind, closed 11:30 for wind               | 11:30    | RAISED CRITICAL 0s at 11:00, reason wind, occurred 11:30  | 2        |                             |
            closed 11:00 for wind, closed 11:30 for wind decided 11:00 | 11:30    | RAISED CRITICAL 0s at 11:00, reason wind, occurred 11:00  | 1        |                             |
            # It clears when the port opens. The trains' alerts have no parent then.
            closed 11:00 for wind, open 14:00                          | 14:00    | CLEARED REOPENED 3h at 14:00, reason wind, occurred 11:00 | 2        |                             | 2
            closed 13:00 for wind, open 14:00                          | 14:00    | CLEARED REOPENED 1h at 14:00, reason wind, occurred 13:00 | 2        |                             | 3
            closed 11:00, open 14:00, open 15:00                       | 15:00    | CLEARED REOPENED 3h at 14:00, occurred 11:00              | 2        |                             | 2
            # A port that was never closed has no alert.
            open 11:00                                                 | 11:00    |                                                           |          |                             |
            # It is raised again under the same key, and the revision continues.
            closed 11:00, open 14:00, closed 15:00                     | 15:00    | RAISED CRITICAL 0s at 15:00, occurred 15:00               | 3        | PORT_CLOSED                 | 3
            # The key is deleted a day after the clearing. Afterwards too the revision continues.
            closed 11:00, open 14:00                                   | 37:59:59 | CLEARED REOPENED 3h at 14:00, occurred 11:00              | 2        |                             | 3
            closed 11:00, open 14:00                                   | 38:00    |                                                           |          |                             | 3
            closed 11:00, open 14:00, closed 39:00                     | 39:00    | RAISED CRITICAL 0s at 39:00, occurred 39:00               | 3        | PORT_CLOSED                 | 4
            """)
    void aPortIsClosed(
            String decisions, String now, String words, Long revision, String trainsParent, Long trainsRevision) {
        alerts.start(ClockTime.MIDNIGHT, AlertsDriver.defaultPlan());
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ClockTime.MIDNIGHT));
        if (decisions != null) {
            for (String decision : decisions.split(", ", -1)) {
                decide(decision);
            }
        }
        passTo(now);
        DelayAlert closed = alerts.latest().get("CNHRS|ALL|PORT_CLOSED");
        assertThat(closed == null ? null : AlertWords.text(closed)).isEqualTo(words);
        assertThat(closed == null ? null : closed.getRevision()).isEqualTo(revision);
        DelayAlert train = alerts.latest().get("CNHRS|" + RUN + "|CLEARANCE_OVERDUE");
        assertThat(train == null ? null : train.getRevision()).isEqualTo(trainsRevision);
        String parent = trainsParent == null ? null : "CNHRS|ALL|" + trainsParent;
        assertThat(train == null ? null : train.getParentKey()).isEqualTo(parent);
    }

    private void decide(String decision) {
        Matcher matcher = DECISION.matcher(decision);
        assertThat(matcher.matches()).as(decision).isTrue();
        passTo(matcher.group(2));
        String decidedAt = matcher.group(4) == null ? matcher.group(2) : matcher.group(4);
        alerts.process(
                "CNHRS",
                matcher.group(1).equals("open")
                        ? PortStatusUpdate.OPEN
                        : new PortStatusUpdate(true, matcher.group(3), ClockTime.millis(decidedAt)));
    }

    private void passTo(String time) {
        alerts.setClock(ClockTime.instant(time));
        alerts.poll();
    }
}

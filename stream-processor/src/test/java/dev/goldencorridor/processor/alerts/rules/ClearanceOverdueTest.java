package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import dev.goldencorridor.schemas.places.PortCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The train is at Khorgos. The steps are 12 h, 16 h and 24 h. */
class ClearanceOverdueTest {
    private final AlertRule rule = new ClearanceOverdue(PortCatalogue.builtIn());

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            arrival                     | release                | now      | finding                  | alert
            # It counts from the arrival, and is raised at its first step. The severity rises at the next ones.
            00:00                       |                        | 11:59:59 | since 00:00              | none
            00:00                       |                        | 12:00    | since 00:00              | RAISED MINOR at 12:00
            00:00                       |                        | 15:59:59 | since 00:00              | RAISED MINOR at 12:00
            00:00                       |                        | 16:00    | since 00:00              | RAISED MAJOR at 12:00
            00:00                       |                        | 23:59:59 | since 00:00              | RAISED MAJOR at 12:00
            00:00                       |                        | 24:00    | since 00:00              | RAISED CRITICAL at 12:00
            # If the arrival is reported after the due time, the clock at the evaluation is raisedAt.
            00:00 reported 13:00        |                        | 13:00    | since 00:00              | RAISED MINOR at 13:00
            # A release clears it. A release in time raises nothing.
            00:00                       | 12:30                  | 12:30    | RELEASED after 12h30m    | CLEARED RELEASED at 12:30
            00:00                       | 11:59:59               | 12:00    | RELEASED after 11h59m59s | none
            # The last release counts.
            00:00                       | 11:00, 13:00           | 13:00    | RELEASED after 13h       | none
            # A release that is reported late shows whether the train was overdue.
            00:00                       | 12:00 reported 13:00   | 13:00    | RELEASED after 12h       | CLEARED RELEASED at 13:00
            00:00                       | 11:59 reported 13:00   | 13:00    | RELEASED after 11h59m    | CLEARED CORRECTED at 13:00
            # A train that was released before it arrived never waits.
            10:00                       | 08:00                  | 34:00    | RELEASED after -2h       | none
            # A withdrawn arrival clears it. A withdrawn release raises it again.
            00:00, retracted 13:00      |                        | 13:00    | none: RETRACTED          | CLEARED RETRACTED at 13:00
            00:00                       | 12:30, retracted 14:00 | 14:00    | since 00:00              | RAISED MINOR at 14:00
            # A corrected arrival shows that the train does not wait that long.
            00:00, 02:00 reported 13:00 |                        | 13:00    | since 02:00              | CLEARED CORRECTED at 13:00
            00:00, 02:00 reported 13:00 |                        | 14:00    | since 02:00              | RAISED MINOR at 14:00
            00:00, 01:00 reported 13:00 |                        | 13:00    | since 01:00              | RAISED MINOR at 12:00
            # The key is deleted a day after the clearing.
            00:00                       | 13:00                  | 36:59:59 | RELEASED after 13h       | CLEARED RELEASED at 13:00
            00:00                       | 13:00                  | 37:00    | RELEASED after 13h       | deleted
            """)
    void aTrainThatHasArrivedAtABorderPortAndIsNotReleased(
            String arrival, String release, String now, String finding, String alert) {
        new AlertScenario(rule, "CNHRS")
                .with("arrival", arrival)
                .with("release", release)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            arrival           | release | departure | elsewhere                                | now   | finding               | alert
            # A departure clears it, released or not. A release after the departure changes nothing.
            00:00             |         | 12:30     |                                          | 12:30 | DEPARTED after 12h30m | CLEARED DEPARTED at 12:30
            00:00             | 14:00   | 13:00     |                                          | 14:00 | DEPARTED after 13h    | CLEARED DEPARTED at 13:00
            00:00             | 13:00   | 13:00     |                                          | 13:00 | RELEASED after 13h    | CLEARED RELEASED at 13:00
            # A departure before the arrival at the same facility does not count.
            10:00             |         | 09:00     |                                          | 22:00 | since 10:00           | RAISED MINOR at 22:00
            # Without a departure, a later arrival elsewhere shows that the train has left. An earlier one does not.
            00:00             |         |           | KZALA arrival 12:30                      | 12:30 | ARRIVED after 12h30m  | CLEARED ARRIVED at 12:30
            00:00             |         |           | KZALA arrival 12:30; UZTAS arrival 14:00 | 14:00 | ARRIVED after 12h30m  | CLEARED ARRIVED at 12:30
            00:00             | 13:00   |           | KZALA arrival 12:30                      | 13:00 | ARRIVED after 12h30m  | CLEARED ARRIVED at 12:30
            10:00             |         |           | KZALA arrival 09:00                      | 22:00 | since 10:00           | RAISED MINOR at 22:00
            # An arrival elsewhere counts only if something confirms it.
            00:00             |         |           | stanox:1 arrival 12:30                   | 13:00 | since 00:00           | RAISED MINOR at 12:00
            00:00 to stanox:1 |         |           | stanox:1 arrival 12:30                   | 13:00 | ARRIVED after 12h30m  | CLEARED ARRIVED at 12:30
            """)
    void aTrainThatLeavesIsNoLongerOverdue(
            String arrival,
            String release,
            String departure,
            String elsewhere,
            String now,
            String finding,
            String alert) {
        new AlertScenario(rule, "CNHRS")
                .with("arrival", arrival)
                .with("release", release)
                .with("departure", departure)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @Test
    void aHubClearsNoTrain() {
        new AlertScenario(rule, "KZALA").with("arrival", "00:00").assertAt("48:00", "none: RETRACTED", "none");
    }
}

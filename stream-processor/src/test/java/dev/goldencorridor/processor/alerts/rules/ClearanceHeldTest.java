package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The train is at Khorgos. The steps are 0 s, 12 h and 24 h. */
class ClearanceHeldTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            hold                        | release                | now      | finding           | alert
            # It counts from the hold, and is raised at once. The severity rises at the next steps.
            01:00                       |                        | 01:00    | since 01:00       | RAISED MINOR at 01:00
            01:00                       |                        | 12:59:59 | since 01:00       | RAISED MINOR at 01:00
            01:00                       |                        | 13:00    | since 01:00       | RAISED MAJOR at 01:00
            01:00                       |                        | 24:59:59 | since 01:00       | RAISED MAJOR at 01:00
            01:00                       |                        | 25:00    | since 01:00       | RAISED CRITICAL at 01:00
            # The last hold counts, not the one that is reported last. The severity never falls.
            01:00, 13:00                |                        | 13:00    | since 13:00       | RAISED MAJOR at 01:00
            13:00, 01:00 reported 14:00 |                        | 14:00    | since 13:00       | RAISED MINOR at 13:00
            # A withdrawn hold clears it. A withdrawn release raises it again.
            02:00, retracted 03:00      |                        | 03:00    | none: RETRACTED   | CLEARED RETRACTED at 03:00
            02:00                       | 03:00, retracted 04:00 | 04:00    | since 02:00       | RAISED MINOR at 04:00
            # The key is deleted a day after the clearing.
            02:00                       | 03:00                  | 26:59:59 | RELEASED after 1h | CLEARED RELEASED at 03:00
            02:00                       | 03:00                  | 27:00    | RELEASED after 1h | deleted
            """)
    void aTrainThatCustomsHold(String hold, String release, String now, String finding, String alert) {
        new AlertScenario(new ClearanceHeld(), "CNHRS")
                .with("hold", hold)
                .with("release", release)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            hold                 | refusal              | release | departure            | now   | finding            | alert
            # A release clears it, also one at the same time. A release before the hold does not.
            02:00                |                      | 03:00   |                      | 03:00 | RELEASED after 1h  | CLEARED RELEASED at 03:00
            02:00                |                      | 02:00   |                      | 02:00 | RELEASED after 0s  | CLEARED RELEASED at 02:00
            02:00                |                      | 01:00   |                      | 02:00 | since 02:00        | RAISED MINOR at 02:00
            # A refusal clears it, also one at the same time. A refusal before the hold does not.
            02:00                | 03:00                |         |                      | 03:00 | REFUSED after 1h   | CLEARED REFUSED at 03:00
            02:00                | 02:00                |         |                      | 02:00 | REFUSED after 0s   | CLEARED REFUSED at 02:00
            02:00                | 01:00                |         |                      | 02:00 | since 02:00        | RAISED MINOR at 02:00
            # A departure clears it.
            02:00                |                      |         | 03:00                | 03:00 | DEPARTED after 1h  | CLEARED DEPARTED at 03:00
            # The first of these events is the cause. Of several at one time, a release precedes the others.
            02:00                | 04:00                | 03:00   | 05:00                | 05:00 | RELEASED after 1h  | CLEARED RELEASED at 03:00
            02:00                | 03:00                | 04:00   | 05:00                | 05:00 | REFUSED after 1h   | CLEARED REFUSED at 03:00
            02:00                | 04:00                | 05:00   | 03:00                | 05:00 | DEPARTED after 1h  | CLEARED DEPARTED at 03:00
            02:00                | 03:00 reported 04:00 | 03:00   | 03:00 reported 04:00 | 04:00 | RELEASED after 1h  | CLEARED RELEASED at 03:00
            02:00                | 03:00                |         | 03:00                | 03:00 | REFUSED after 1h   | CLEARED REFUSED at 03:00
            # A hold that is reported after the train has left raises nothing.
            02:00 reported 04:00 |                      |         | 03:00                | 04:00 | DEPARTED after 1h  | none
            04:00                |                      |         | 03:00                | 04:00 | DEPARTED after -1h | none
            """)
    void theFirstOfReleaseRefusalAndDepartureClears(
            String hold, String refusal, String release, String departure, String now, String finding, String alert) {
        new AlertScenario(new ClearanceHeld(), "CNHRS")
                .with("hold", hold)
                .with("refusal", refusal)
                .with("release", release)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            hold  | elsewhere                      | now   | finding          | alert
            # A later arrival elsewhere clears it. An arrival elsewhere before the hold does not.
            02:00 | KZALA arrival 03:00            | 03:00 | ARRIVED after 1h | CLEARED ARRIVED at 03:00
            02:00 | KZALA arrival 01:00            | 02:00 | since 02:00      | RAISED MINOR at 02:00
            # An arrival elsewhere counts only if something confirms it: here the publisher of both facilities.
            02:00 | stanox:1 arrival 03:00         | 03:00 | since 02:00      | RAISED MINOR at 02:00
            02:00 | esr:1 of khorgos arrival 03:00 | 03:00 | ARRIVED after 1h | CLEARED ARRIVED at 03:00
            """)
    void anArrivalElsewhereClears(String hold, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new ClearanceHeld(), "CNHRS")
                .with("hold", hold)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

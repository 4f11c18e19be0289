package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The train is at Khorgos. There is no step for MINOR; the others are 0 s and 24 h. */
class ClearanceRefusedTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            refusal                     | hold  | release                | now      | finding         | alert
            # It counts from the refusal, and is raised at once, as MAJOR. The severity rises at the next step.
            01:00                       |       |                        | 01:00    | since 01:00     | RAISED MAJOR at 01:00
            01:00                       |       |                        | 24:59:59 | since 01:00     | RAISED MAJOR at 01:00
            01:00                       |       |                        | 25:00    | since 01:00     | RAISED CRITICAL at 01:00
            # The last refusal counts, not the one that is reported last.
            01:00, 13:00                |       |                        | 25:00    | since 13:00     | RAISED MAJOR at 01:00
            13:00, 01:00 reported 14:00 |       |                        | 25:00    | since 13:00     | RAISED MAJOR at 13:00
            # A hold changes nothing.
            02:00                       | 03:00 |                        | 03:00    | since 02:00     | RAISED MAJOR at 02:00
            # A withdrawn refusal clears it. A withdrawn release raises it again.
            02:00, retracted 03:00      |       |                        | 03:00    | none: RETRACTED | CLEARED RETRACTED at 03:00
            02:00                       |       | 03:00, retracted 04:00 | 04:00    | since 02:00     | RAISED MAJOR at 04:00
            """)
    void aTrainThatCustomsRefuse(
            String refusal, String hold, String release, String now, String finding, String alert) {
        new AlertScenario(new ClearanceRefused(), "CNHRS")
                .with("refusal", refusal)
                .with("hold", hold)
                .with("release", release)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            refusal              | release | departure | now   | finding           | alert
            # A release clears it, also one at the same time. A release before the refusal does not.
            02:00                | 03:00   |           | 03:00 | RELEASED after 1h | CLEARED RELEASED at 03:00
            02:00                | 02:00   |           | 02:00 | RELEASED after 0s | CLEARED RELEASED at 02:00
            02:00                | 01:00   |           | 02:00 | since 02:00       | RAISED MAJOR at 02:00
            # A departure clears it.
            02:00                |         | 03:00     | 03:00 | DEPARTED after 1h | CLEARED DEPARTED at 03:00
            # The first of these events is the cause. Of several at one time, a release precedes the others.
            02:00                | 03:00   | 04:00     | 04:00 | RELEASED after 1h | CLEARED RELEASED at 03:00
            02:00                | 04:00   | 03:00     | 04:00 | DEPARTED after 1h | CLEARED DEPARTED at 03:00
            02:00                | 03:00   | 03:00     | 03:00 | RELEASED after 1h | CLEARED RELEASED at 03:00
            # A refusal that is reported after the train has left raises nothing.
            02:00 reported 04:00 |         | 03:00     | 04:00 | DEPARTED after 1h | none
            """)
    void theFirstOfReleaseAndDepartureClears(
            String refusal, String release, String departure, String now, String finding, String alert) {
        new AlertScenario(new ClearanceRefused(), "CNHRS")
                .with("refusal", refusal)
                .with("release", release)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            refusal | elsewhere              | now   | finding          | alert
            # A later arrival elsewhere clears it. An arrival elsewhere before the refusal does not.
            02:00   | KZALA arrival 03:00    | 03:00 | ARRIVED after 1h | CLEARED ARRIVED at 03:00
            02:00   | KZALA arrival 01:00    | 02:00 | since 02:00      | RAISED MAJOR at 02:00
            # An arrival elsewhere counts only if something confirms it.
            02:00   | stanox:1 arrival 03:00 | 03:00 | since 02:00      | RAISED MAJOR at 02:00
            """)
    void anArrivalElsewhereClears(String refusal, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new ClearanceRefused(), "CNHRS")
                .with("refusal", refusal)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

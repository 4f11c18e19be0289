package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The train is at Khorgos. The steps are 6 h, 12 h and 24 h. */
class DwellExceededTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            arrival                | release                     | hold  | now      | finding         | alert
            # It counts from the release, and is raised at its first step. The severity rises at the next ones.
            00:00                  | 02:00                       |       | 07:59:59 | since 02:00     | none
            00:00                  | 02:00                       |       | 08:00    | since 02:00     | RAISED MINOR at 08:00
            00:00                  | 02:00                       |       | 13:59:59 | since 02:00     | RAISED MINOR at 08:00
            00:00                  | 02:00                       |       | 14:00    | since 02:00     | RAISED MAJOR at 08:00
            00:00                  | 02:00                       |       | 25:59:59 | since 02:00     | RAISED MAJOR at 08:00
            00:00                  | 02:00                       |       | 26:00    | since 02:00     | RAISED CRITICAL at 08:00
            # If the arrival is later than the release, it counts from the arrival.
            10:00                  | 02:00                       |       | 15:59:59 | since 10:00     | none
            10:00                  | 02:00                       |       | 16:00    | since 10:00     | RAISED MINOR at 16:00
            # A train that has not arrived does not dwell, nor does one that is not released.
                                   | 02:00                       |       | 30:00    | none: RETRACTED | none
            00:00                  |                             |       | 30:00    | none: RETRACTED | none
            # The last release counts.
            00:00                  | 02:00, 05:00                |       | 08:00    | since 05:00     | none
            # A hold before the release changes nothing. After it, the train is not released.
            00:00                  | 02:00                       | 01:00 | 08:00    | since 02:00     | RAISED MINOR at 08:00
            00:00                  | 02:00                       | 03:00 | 08:00    | none: RETRACTED | none
            # A retracted arrival or release clears it.
            00:00, retracted 09:00 | 02:00                       |       | 09:00    | none: RETRACTED | CLEARED RETRACTED at 09:00
            00:00                  | 02:00, retracted 09:00      |       | 09:00    | none: RETRACTED | CLEARED RETRACTED at 09:00
            # A later release shows that the train has not dwelt that long.
            00:00                  | 02:00, 04:00 reported 09:00 |       | 09:00    | since 04:00     | CLEARED CORRECTED at 09:00
            """)
    void aTrainThatHasArrivedAndIsReleasedAndHasNotDeparted(
            String arrival, String release, String hold, String now, String finding, String alert) {
        new AlertScenario(new DwellExceeded(), "CNHRS")
                .with("arrival", arrival)
                .with("release", release)
                .with("hold", hold)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            arrival | release | departure              | now   | finding              | alert
            # A departure clears it. A departure in time raises nothing.
            00:00   | 02:00   | 08:30                  | 08:30 | DEPARTED after 6h30m | CLEARED DEPARTED at 08:30
            00:00   | 02:00   | 07:59                  | 08:00 | DEPARTED after 5h59m | none
            # A departure that is reported late shows whether the train dwelt too long.
            00:00   | 02:00   | 08:00 reported 09:00   | 09:00 | DEPARTED after 6h    | CLEARED DEPARTED at 09:00
            00:00   | 02:00   | 07:59 reported 09:00   | 09:00 | DEPARTED after 5h59m | CLEARED CORRECTED at 09:00
            # A train that is released after its departure does not dwell.
            00:00   | 14:00   | 13:00                  | 14:00 | DEPARTED after -1h   | none
            # A departure up to ten minutes before the arrival belongs to the same call.
            10:00   | 02:00   | 09:50                  | 16:00 | DEPARTED after 0s    | none
            # An earlier one belongs to an earlier call, with the releases before it.
            10:00   | 02:00   | 09:49                  | 16:00 | none: RETRACTED      | none
            10:00   | 09:30   | 09:00                  | 16:00 | since 10:00          | RAISED MINOR at 16:00
            # A retracted departure raises it again.
            00:00   | 02:00   | 08:30, retracted 09:00 | 09:00 | since 02:00          | RAISED MINOR at 09:00
            """)
    void aTrainThatDeparts(String arrival, String release, String departure, String now, String finding, String alert) {
        new AlertScenario(new DwellExceeded(), "CNHRS")
                .with("arrival", arrival)
                .with("release", release)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            arrival | release | elsewhere              | now   | finding             | alert
            # A later arrival elsewhere clears it. One before the arrival here does not.
            00:00   | 02:00   | KZALA arrival 08:30    | 08:30 | ARRIVED after 6h30m | CLEARED ARRIVED at 08:30
            00:00   | 02:00   | KZALA arrival 01:00    | 02:00 | ARRIVED after -1h   | none
            10:00   | 10:00   | KZALA arrival 09:00    | 16:00 | since 10:00         | RAISED MINOR at 16:00
            # An arrival elsewhere counts only if something confirms it.
            00:00   | 02:00   | stanox:1 arrival 08:30 | 09:00 | since 02:00         | RAISED MINOR at 08:00
            """)
    void anArrivalElsewhereClears(
            String arrival, String release, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new DwellExceeded(), "CNHRS")
                .with("arrival", arrival)
                .with("release", release)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

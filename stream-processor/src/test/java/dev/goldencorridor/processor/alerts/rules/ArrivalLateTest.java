package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The train arrives at Khorgos. The steps are 30 min, 2 h and 6 h. A raised lateness clears at 15 min, and a shown one
 * expires after 6 h.
 */
class ArrivalLateTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                   | arrival                 | now      | finding             | alert
            # Waiting: the planned time has passed without an arrival. The lateness grows with the clock.
            10:00                  |                         | 10:29:59 | since 10:00         | none
            10:00                  |                         | 10:30    | since 10:00         | RAISED MINOR at 10:30
            10:00                  |                         | 11:59:59 | since 10:00         | RAISED MINOR at 10:30
            10:00                  |                         | 12:00    | since 10:00         | RAISED MAJOR at 10:30
            10:00                  |                         | 15:59:59 | since 10:00         | RAISED MAJOR at 10:30
            10:00                  |                         | 16:00    | since 10:00         | RAISED CRITICAL at 10:30
            # Without a plan no arrival is late.
                                   | 10:00                   | 20:00    | none: RETRACTED     | none
            # The arrival clears it, and the lateness is not raised again.
            10:00                  | 10:45                   | 10:45    | ARRIVED 45m late    | CLEARED ARRIVED at 10:45
            10:00                  | 10:45                   | 12:00    | ARRIVED 45m late    | CLEARED ARRIVED at 10:45
            # An arrival that is reported late shows whether the first step was reached.
            10:00                  | 10:30 reported 11:00    | 11:00    | ARRIVED 30m late    | CLEARED ARRIVED at 11:00
            10:00                  | 10:29:59 reported 11:00 | 11:00    | ARRIVED 29m59s late | CLEARED CORRECTED at 11:00
            # An arrival less than half an hour late, or an early one, raises nothing.
            10:00                  | 10:29:59                | 20:00    | ARRIVED 29m59s late | none
            10:00                  | 09:50                   | 20:00    | ARRIVED -10m late   | none
            # A cancelled plan clears it, a withdrawn plan too.
            10:00, cancelled 10:40 |                         | 10:40    | none: CANCELLED     | CLEARED CANCELLED at 10:40
            10:00, retracted 10:40 |                         | 10:40    | none: RETRACTED     | CLEARED RETRACTED at 10:40
            # An arrival without a plan cancels no plan.
            10:00, cancelled 09:00 | 11:00                   | 11:00    | none: CANCELLED     | none
            # A withdrawn arrival: the train is missing again.
            10:00                  | 10:40, retracted 11:00  | 11:00    | since 10:00         | RAISED MINOR at 11:00
            """)
    void anArrivalThatDoesNotComeIsLateUntilItComesOrItsPlanIsGone(
            String plan, String arrival, String now, String finding, String alert) {
        new AlertScenario(new ArrivalLate(), "CNHRS")
                .with("planned arrival", plan)
                .with("arrival", arrival)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                           | arrival                                      | now      | finding             | alert
            # Shown: no alert waited for the arrival, and the arrival itself is late.
                                           | 10:30 planned 10:00 reported 11:00           | 11:00    | ARRIVED 30m late    | RAISED MINOR at 11:00
                                           | 10:29:59 planned 10:00 reported 11:00        | 11:00    | ARRIVED 29m59s late | none
            # It expires.
                                           | 10:40 planned 10:00                          | 16:39:59 | ARRIVED 40m late    | RAISED MINOR at 10:40
                                           | 10:40 planned 10:00                          | 16:40    | ARRIVED 40m late    | CLEARED EXPIRED at 16:40
            # Deadband: a later report reduces the lateness. It stays raised above 15 min.
                                           | 10:40 planned 10:00, 10:15:01 reported 11:00 | 11:00    | ARRIVED 15m1s late  | RAISED MINOR at 10:40
                                           | 10:40 planned 10:00, 10:15 reported 11:00    | 11:00    | ARRIVED 15m late    | CLEARED CORRECTED at 11:00
            # Deadband: a later plan reduces the lateness.
            10:00, 10:24:59 reported 10:40 |                                              | 10:40    | since 10:24:59      | RAISED MINOR at 10:30
            10:00, 10:25 reported 10:40    |                                              | 10:40    | since 10:25         | CLEARED PLAN_CHANGED at 10:40
            10:00, 10:25 reported 10:40    |                                              | 10:55    | since 10:25         | RAISED MINOR at 10:55
            """)
    void aLateArrivalThatNoAlertWaitedForRaisesOneForAWhile(
            String plan, String arrival, String now, String finding, String alert) {
        new AlertScenario(new ArrivalLate(), "CNHRS")
                .with("planned arrival", plan)
                .with("arrival", arrival)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | arrival                            | departure            | elsewhere           | now   | finding                         | alert
            # A departure from here clears it too, although the arrival is not reported.
            10:00 |                                    | 10:50                |                     | 10:50 | DEPARTED after 50m              | CLEARED DEPARTED at 10:50
            10:00 |                                    | 10:20 reported 10:50 |                     | 10:50 | DEPARTED after 20m              | CLEARED CORRECTED at 10:50
            # A departure from here clears it before, or an arrival elsewhere after it.
                  | 10:40 planned 10:00                | 12:00                |                     | 12:00 | ARRIVED 40m late, then DEPARTED | CLEARED DEPARTED at 12:00
                  | 10:40 planned 10:00                |                      | KZALA arrival 12:00 | 12:00 | ARRIVED 40m late, then ARRIVED  | CLEARED ARRIVED at 12:00
                  | 10:40 planned 10:00                |                      | KZALA arrival 09:00 | 12:00 | ARRIVED 40m late                | RAISED MINOR at 10:40
            # A train that has already moved on raises nothing.
                  | 10:40 planned 10:00 reported 13:00 | 12:00                |                     | 13:00 | ARRIVED 40m late, then DEPARTED | none
            """)
    void aTrainThatLeavesIsNoLongerLateHere(
            String plan, String arrival, String departure, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new ArrivalLate(), "CNHRS")
                .with("planned arrival", plan)
                .with("arrival", arrival)
                .with("departure", departure)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | arrival             | elsewhere                                                            | now   | finding          | alert
            # An arrival further on clears it, by the plans. An arrival at an earlier place of the plan does not.
            10:00 |                     | KZALA planned arrival 12:00; KZALA arrival 11:00                     | 11:00 | ARRIVED after 1h | CLEARED ARRIVED at 11:00
            10:00 |                     | KZALA planned arrival 09:00; KZALA arrival 11:00                     | 11:00 | since 10:00      | RAISED MINOR at 10:30
            10:00 |                     | KZALA planned arrival 10:00; KZALA arrival 11:00                     | 11:00 | since 10:00      | RAISED MINOR at 10:30
            10:00 |                     | KZALA arrival 11:00                                                  | 11:00 | since 10:00      | RAISED MINOR at 10:30
            # The first of several arrivals further on counts.
            10:00 |                     | KZALA arrival 12:00 planned 13:00; KZHOR arrival 11:00 planned 12:00 | 12:00 | ARRIVED after 1h | CLEARED ARRIVED at 11:00
            # Reports elsewhere count only if something confirms them.
            10:00 |                     | stanox:1 arrival 11:00 planned 12:00                                 | 11:00 | since 10:00      | RAISED MINOR at 10:30
                  | 10:40 planned 10:00 | stanox:1 arrival 12:00                                               | 12:00 | ARRIVED 40m late | RAISED MINOR at 10:40
            """)
    void anArrivalFurtherOnShowsThatTheTrainHasPassed(
            String plan, String arrival, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new ArrivalLate(), "CNHRS")
                .with("planned arrival", plan)
                .with("arrival", arrival)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

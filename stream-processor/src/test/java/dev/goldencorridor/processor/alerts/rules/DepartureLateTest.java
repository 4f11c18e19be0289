package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The train departs from Xi'an. The steps are 30 min, 2 h and 6 h. A raised lateness clears at 15 min, and a shown one
 * expires after 6 h.
 */
class DepartureLateTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                                    | departure                   | now      | finding              | alert
            # Waiting: the planned time has passed without a departure. The lateness grows with the clock.
            10:00                                   |                             | 10:29:59 | since 10:00          | none
            10:00                                   |                             | 10:30    | since 10:00          | RAISED MINOR at 10:30
            10:00                                   |                             | 11:59:59 | since 10:00          | RAISED MINOR at 10:30
            10:00                                   |                             | 12:00    | since 10:00          | RAISED MAJOR at 10:30
            10:00                                   |                             | 15:59:59 | since 10:00          | RAISED MAJOR at 10:30
            10:00                                   |                             | 16:00    | since 10:00          | RAISED CRITICAL at 10:30
            10:00 reported 11:00                    |                             | 11:00    | since 10:00          | RAISED MINOR at 11:00
            # Without a plan no departure is late.
                                                    | 10:00                       | 20:00    | none: RETRACTED      | none
            # The departure clears it, and the lateness is not raised again.
            10:00                                   | 10:45                       | 10:45    | DEPARTED 45m late    | CLEARED DEPARTED at 10:45
            10:00                                   | 10:45                       | 12:00    | DEPARTED 45m late    | CLEARED DEPARTED at 10:45
            10:00                                   | 10:45, 10:50 reported 12:00 | 12:00    | DEPARTED 50m late    | CLEARED DEPARTED at 10:45
            # A departure that is reported late shows whether the first step was reached.
            10:00                                   | 10:30 reported 11:00        | 11:00    | DEPARTED 30m late    | CLEARED DEPARTED at 11:00
            10:00                                   | 10:29:59 reported 11:00     | 11:00    | DEPARTED 29m59s late | CLEARED CORRECTED at 11:00
            # A departure less than half an hour late, or an early one, raises nothing.
            10:00                                   | 10:29:59                    | 20:00    | DEPARTED 29m59s late | none
            10:00                                   | 09:50                       | 20:00    | DEPARTED -10m late   | none
            # A cancelled plan clears it, a withdrawn plan too.
            10:00, cancelled 10:40                  |                             | 10:40    | none: CANCELLED      | CLEARED CANCELLED at 10:40
            10:00, retracted 10:40                  |                             | 10:40    | none: RETRACTED      | CLEARED RETRACTED at 10:40
            10:00, cancelled 09:00                  |                             | 20:00    | none: CANCELLED      | none
            10:00, cancelled 09:00, retracted 12:00 |                             | 12:00    | since 10:00          | RAISED MAJOR at 12:00
            10:00                                   | 10:40, retracted 11:00      | 11:00    | since 10:00          | RAISED MINOR at 11:00
            """)
    void aDepartureThatDoesNotComeIsLateUntilItComesOrItsPlanIsGone(
            String plan, String departure, String now, String finding, String alert) {
        new AlertScenario(new DepartureLate(), "CNXAG")
                .with("planned departure", plan)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                 | departure                                 | now      | finding              | alert
            # Shown: no alert waited for the departure, and the departure itself is late.
                                 | 10:30 planned 10:00 reported 11:00        | 11:00    | DEPARTED 30m late    | RAISED MINOR at 11:00
                                 | 10:29:59 planned 10:00 reported 11:00     | 11:00    | DEPARTED 29m59s late | none
                                 | 12:00 planned 10:00 reported 12:30        | 12:30    | DEPARTED 2h late     | RAISED MAJOR at 12:30
                                 | 16:00 planned 10:00 reported 16:30        | 16:30    | DEPARTED 6h late     | RAISED CRITICAL at 16:30
            10:00 reported 11:00 | 10:40                                     | 11:00    | DEPARTED 40m late    | RAISED MINOR at 11:00
            # It expires, and is not raised again.
                                 | 10:40 planned 10:00                       | 16:39:59 | DEPARTED 40m late    | RAISED MINOR at 10:40
                                 | 10:40 planned 10:00                       | 16:40    | DEPARTED 40m late    | CLEARED EXPIRED at 16:40
                                 | 10:40 planned 10:00, 10:41 reported 18:00 | 18:00    | DEPARTED 41m late    | CLEARED EXPIRED at 16:40
            # The severity never falls.
                                 | 12:00 planned 10:00, 10:40 reported 12:30 | 12:30    | DEPARTED 40m late    | RAISED MAJOR at 12:00
            # A shown departure is withdrawn, and its plan remains: the same alert is waiting again.
            10:00 reported 11:00 | 10:40, retracted 11:30                    | 11:30    | since 10:00          | RAISED MINOR at 11:00
            10:00 reported 11:00 | 10:40, retracted 11:30                    | 17:00    | since 10:00          | RAISED CRITICAL at 11:00
                                 | 10:40 planned 10:00, retracted 11:00      | 11:00    | none: RETRACTED      | CLEARED RETRACTED at 11:00
            """)
    void aLateDepartureThatNoAlertWaitedForRaisesOneForAWhile(
            String plan, String departure, String now, String finding, String alert) {
        new AlertScenario(new DepartureLate(), "CNXAG")
                .with("planned departure", plan)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                                       | departure                                    | now   | finding             | alert
            # Deadband: a later report reduces the lateness. It stays raised above 15 min.
                                                       | 10:40 planned 10:00, 10:15:01 reported 11:00 | 11:00 | DEPARTED 15m1s late | RAISED MINOR at 10:40
                                                       | 10:40 planned 10:00, 10:15 reported 11:00    | 11:00 | DEPARTED 15m late   | CLEARED CORRECTED at 11:00
            # Deadband: a later plan reduces the lateness. The last plan counts.
            10:00, 10:24:59 reported 10:40             |                                              | 10:40 | since 10:24:59      | RAISED MINOR at 10:30
            10:00, 10:25 reported 10:40                |                                              | 10:40 | since 10:25         | CLEARED PLAN_CHANGED at 10:40
            10:00, 10:25 reported 10:40                |                                              | 10:55 | since 10:25         | RAISED MINOR at 10:55
            10:25 reported 10:40, 10:00 reported 10:41 |                                              | 10:41 | since 10:00         | RAISED MINOR at 10:41
            # A later plan shows that the departure was in time.
            10:00 reported 11:00, 10:25 reported 11:05 | 10:40                                        | 11:05 | DEPARTED 15m late   | CLEARED PLAN_CHANGED at 11:05
            """)
    void aRaisedLatenessStaysRaisedAboveAQuarterOfAnHour(
            String plan, String departure, String now, String finding, String alert) {
        new AlertScenario(new DepartureLate(), "CNXAG")
                .with("planned departure", plan)
                .with("departure", departure)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | departure                          | arrival | elsewhere                          | now   | finding                         | alert
            # An arrival elsewhere after the planned time clears a waiting alert. A train that is here left later.
            10:00 |                                    |         | KZALA arrival 10:50                | 10:50 | ARRIVED after 50m               | CLEARED ARRIVED at 10:50
            10:00 |                                    |         | KZALA arrival 09:50                | 10:30 | since 10:00                     | RAISED MINOR at 10:30
            10:00 |                                    | 09:30   | KZALA arrival 09:50                | 10:30 | ARRIVED after -10m              | none
            10:00 |                                    | 10:20   | KZALA arrival 10:10                | 10:30 | since 10:00                     | RAISED MINOR at 10:30
            10:00 |                                    |         | KZALA arrival 10:20 reported 10:50 | 10:50 | ARRIVED after 20m               | CLEARED CORRECTED at 10:50
            # An arrival elsewhere after the departure clears a shown alert, and prevents one.
                  | 10:40 planned 10:00                |         | KZALA arrival 12:00                | 12:00 | DEPARTED 40m late, then ARRIVED | CLEARED ARRIVED at 12:00
                  | 10:40 planned 10:00 reported 13:00 |         | KZALA arrival 12:00                | 13:00 | DEPARTED 40m late, then ARRIVED | none
                  | 10:40 planned 10:00                |         | KZALA arrival 09:00                | 12:00 | DEPARTED 40m late               | RAISED MINOR at 10:40
            # An arrival elsewhere counts only if something confirms it.
            10:00 |                                    |         | stanox:1 arrival 10:50             | 10:50 | since 10:00                     | RAISED MINOR at 10:30
                  | 10:40 planned 10:00                |         | stanox:1 arrival 12:00             | 12:00 | DEPARTED 40m late               | RAISED MINOR at 10:40
                  | 10:40 planned 10:00 to stanox:1    |         | stanox:1 arrival 12:00             | 12:00 | DEPARTED 40m late, then ARRIVED | CLEARED ARRIVED at 12:00
            # A departure before the arrival at the same facility does not count here.
            10:00 | 08:00                              | 09:00   |                                    | 10:30 | since 10:00                     | RAISED MINOR at 10:30
            """)
    void anArrivalElsewhereShowsThatTheTrainHasDeparted(
            String plan, String departure, String arrival, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new DepartureLate(), "CNXAG")
                .with("planned departure", plan)
                .with("departure", departure)
                .with("arrival", arrival)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

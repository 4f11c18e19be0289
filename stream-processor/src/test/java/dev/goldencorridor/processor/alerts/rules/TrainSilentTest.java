package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.alerts.AlertScenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The train is expected at Almaty. The steps are 24 h, 48 h and 96 h. */
class TrainSilentTest {
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                   | left  | arrival | elsewhere                                    | now       | finding         | alert
            # It counts from the planned arrival, and is raised at its first step. The severity rises at the next ones.
            08:00                  | 06:00 |         |                                              | 31:59:59  | since 08:00     | none
            08:00                  | 06:00 |         |                                              | 32:00     | since 08:00     | RAISED MINOR at 32:00
            08:00                  | 06:00 |         |                                              | 55:59:59  | since 08:00     | RAISED MINOR at 32:00
            08:00                  | 06:00 |         |                                              | 56:00     | since 08:00     | RAISED MAJOR at 32:00
            08:00                  | 06:00 |         |                                              | 103:59:59 | since 08:00     | RAISED MAJOR at 32:00
            08:00                  | 06:00 |         |                                              | 104:00    | since 08:00     | RAISED CRITICAL at 32:00
            # It counts from the last report, if that is later: an arrival, a departure, or a step of customs.
            08:00                  | 10:00 |         |                                              | 33:59:59  | since 10:00     | none
            08:00                  | 10:00 |         |                                              | 34:00     | since 10:00     | RAISED MINOR at 34:00
            08:00                  | 06:00 |         | KZHOR arrival 11:00                          | 35:00     | since 11:00     | RAISED MINOR at 35:00
            08:00                  | 06:00 |         | KZHOR lodging 12:00                          | 36:00     | since 12:00     | RAISED MINOR at 36:00
            # A plan is no report of the train.
            08:00                  | 06:00 |         | KZHOR planned departure 07:00 reported 20:00 | 32:00     | since 08:00     | RAISED MINOR at 32:00
            # A train that has departed nowhere is not silent.
            08:00                  |       |         | CNHRS arrival 06:00                          | 48:00     | none: RETRACTED | none
            08:00                  |       |         |                                              | 48:00     | none: RETRACTED | none
            # Without a plan no train is silent here, nor with a cancelled one.
                                   | 06:00 | 08:00   |                                              | 48:00     | none: RETRACTED | none
            08:00, cancelled 09:00 | 06:00 |         |                                              | 48:00     | none: CANCELLED | none
            """)
    void aTrainThatHasDepartedAndIsNotReportedSince(
            String plan, String left, String arrival, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new TrainSilent(), "KZALA")
                .with("planned arrival", plan)
                .elsewhereAt("CNHRS", "departure", left)
                .with("arrival", arrival)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | left  | elsewhere                                                                             | now   | finding            | alert
            # Of several places ahead, only the next by plan has an alert. Facility codes decide between equal times.
            08:00 | 06:00 | UZTAS planned arrival 20:00                                                           | 32:00 | since 08:00        | RAISED MINOR at 32:00
            08:00 | 06:00 | KZHOR planned arrival 07:00                                                           | 32:00 | none: PLAN_CHANGED | none
            08:00 | 06:00 | KZHOR planned arrival 08:00                                                           | 32:00 | since 08:00        | RAISED MINOR at 32:00
            08:00 |       | CNXAG departure 06:00; CNHRS planned arrival 08:00                                    | 32:00 | none: PLAN_CHANGED | none
            # A place that the train has reached, left or passed is not ahead.
            08:00 | 06:00 | KZHOR arrival 07:30 planned 07:00                                                     | 32:00 | since 08:00        | RAISED MINOR at 32:00
            08:00 |       | CNXAG departure 06:00; KZHOR planned arrival 07:00; KZHOR departure 07:30             | 32:00 | since 08:00        | RAISED MINOR at 32:00
            08:00 |       | CNXAG departure 06:00; KZHOR planned arrival 06:30; CNHRS arrival 07:30 planned 07:00 | 32:00 | since 08:00        | RAISED MINOR at 32:00
            """)
    void onlyTheNextPlaceOfThePlanMissesTheTrain(
            String plan, String left, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new TrainSilent(), "KZALA")
                .with("planned arrival", plan)
                .elsewhereAt("CNHRS", "departure", left)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | left  | arrival              | departure | elsewhere                          | now   | finding                 | alert
            # The next event clears it: an arrival or a departure here, or an arrival further on.
            08:00 | 06:00 | 33:00                |           |                                    | 33:00 | heard ARRIVED at 33:00  | CLEARED ARRIVED at 33:00
            08:00 | 06:00 |                      | 33:00     |                                    | 33:00 | heard DEPARTED at 33:00 | CLEARED DEPARTED at 33:00
            08:00 | 06:00 |                      |           | UZTAS arrival 33:00 planned 20:00  | 33:00 | heard ARRIVED at 33:00  | CLEARED ARRIVED at 33:00
            # An event elsewhere clears it, and the silence begins again.
            08:00 | 06:00 |                      |           | KZHOR arrival 33:00                | 33:00 | since 33:00             | CLEARED ARRIVED at 33:00
            08:00 | 06:00 |                      |           | KZHOR departure 33:00              | 33:00 | since 33:00             | CLEARED DEPARTED at 33:00
            08:00 | 06:00 |                      |           | KZHOR release 33:00                | 33:00 | since 33:00             | CLEARED RELEASED at 33:00
            08:00 | 06:00 |                      |           | KZHOR refusal 33:00                | 33:00 | since 33:00             | CLEARED REFUSED at 33:00
            08:00 | 06:00 |                      |           | KZHOR departure 33:00              | 57:00 | since 33:00             | RAISED MINOR at 57:00
            # Another step of customs shows that the train was at a port.
            08:00 | 06:00 |                      |           | KZHOR hold 33:00                   | 33:00 | since 33:00             | CLEARED CORRECTED at 33:00
            08:00 | 06:00 |                      |           | KZHOR lodging 33:00                | 33:00 | since 33:00             | CLEARED CORRECTED at 33:00
            # An event that is reported late shows whether the train was silent.
            08:00 | 06:00 | 32:00 reported 33:00 |           |                                    | 33:00 | heard ARRIVED at 32:00  | CLEARED ARRIVED at 33:00
            08:00 | 06:00 | 31:59 reported 33:00 |           |                                    | 33:00 | heard ARRIVED at 31:59  | CLEARED CORRECTED at 33:00
            08:00 | 06:00 |                      |           | KZHOR arrival 20:00 reported 33:00 | 33:00 | since 20:00             | CLEARED CORRECTED at 33:00
            08:00 | 06:00 | 31:59                |           |                                    | 48:00 | heard ARRIVED at 31:59  | none
            """)
    void theNextEventOfTheTrainClears(
            String plan,
            String left,
            String arrival,
            String departure,
            String elsewhere,
            String now,
            String finding,
            String alert) {
        new AlertScenario(new TrainSilent(), "KZALA")
                .with("planned arrival", plan)
                .elsewhereAt("CNHRS", "departure", left)
                .with("arrival", arrival)
                .with("departure", departure)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan                        | left                   | elsewhere                                  | now   | finding            | alert
            # A later plan clears it, and so does another next place. Below the first step there is no deadband.
            08:00, 09:00 reported 32:30 | 06:00                  |                                            | 32:30 | since 09:00        | CLEARED PLAN_CHANGED at 32:30
            08:00, 09:00 reported 33:30 | 06:00                  |                                            | 33:30 | since 09:00        | RAISED MINOR at 32:00
            08:00                       | 06:00                  | KZHOR planned arrival 07:00 reported 33:00 | 33:00 | none: PLAN_CHANGED | CLEARED PLAN_CHANGED at 33:00
            # A cancelled plan clears it, a withdrawn plan or departure too.
            08:00, cancelled 33:00      | 06:00                  |                                            | 33:00 | none: CANCELLED    | CLEARED CANCELLED at 33:00
            08:00, retracted 33:00      | 06:00                  |                                            | 33:00 | none: RETRACTED    | CLEARED RETRACTED at 33:00
            08:00                       | 06:00, retracted 33:00 |                                            | 33:00 | none: RETRACTED    | CLEARED RETRACTED at 33:00
            """)
    void anotherPlanClears(String plan, String left, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new TrainSilent(), "KZALA")
                .with("planned arrival", plan)
                .elsewhereAt("CNHRS", "departure", left)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, delimiter = '|', textBlock = """
            plan  | left  | elsewhere                            | now   | finding         | alert
            # Reports elsewhere count only if something confirms them: departures, plans ahead, and being heard of.
            08:00 |       | stanox:1 departure 06:00             | 48:00 | none: RETRACTED | none
            08:00 | 06:00 | stanox:1 planned arrival 07:00       | 32:00 | since 08:00     | RAISED MINOR at 32:00
            08:00 | 06:00 | stanox:1 lodging 12:00               | 32:00 | since 08:00     | RAISED MINOR at 32:00
            08:00 | 06:00 | stanox:1 arrival 33:00 planned 20:00 | 33:00 | since 08:00     | RAISED MINOR at 32:00
            08:00 | 06:00 | esr:707702 lodging 12:00             | 36:00 | since 12:00     | RAISED MINOR at 36:00
            """)
    void reportsElsewhereCountOnlyIfSomethingConfirmsThem(
            String plan, String left, String elsewhere, String now, String finding, String alert) {
        new AlertScenario(new TrainSilent(), "KZALA")
                .with("planned arrival", plan)
                .elsewhereAt("CNHRS", "departure", left)
                .elsewhere(elsewhere)
                .assertAt(now, finding, alert);
    }
}

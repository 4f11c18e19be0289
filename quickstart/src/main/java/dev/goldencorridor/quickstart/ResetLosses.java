package dev.goldencorridor.quickstart;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a reset may lose, in numbers.
 *
 * @param openAlerts alerts that are raised now
 * @param lostAlerts how many of them may not be found again
 * @param trains trains that are at ports now
 * @param lostTrains how many of them will not be known any more
 * @param lostResults by topic, how many published results cannot be counted again
 */
record ResetLosses(int openAlerts, int lostAlerts, int trains, int lostTrains, Map<String, Integer> lostResults) {
    static final ResetLosses NONE = new ResetLosses(0, 0, 0, 0, Map.of());

    static ResetLosses ofResults(String topic, int lost) {
        return new ResetLosses(0, 0, 0, 0, Map.of(topic, lost));
    }

    ResetLosses plus(ResetLosses other) {
        Map<String, Integer> results = new TreeMap<>(lostResults);
        other.lostResults.forEach((topic, lost) -> results.merge(topic, lost, Integer::sum));
        return new ResetLosses(
                openAlerts + other.openAlerts,
                lostAlerts + other.lostAlerts,
                trains + other.trains,
                lostTrains + other.lostTrains,
                results);
    }
}

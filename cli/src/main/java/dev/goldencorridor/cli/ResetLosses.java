package dev.goldencorridor.cli;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a reset may lose.
 *
 * @param openAlerts alerts that are open now
 * @param lostAlerts open alerts that may not be raised again
 * @param trains trains that are at ports now
 * @param lostTrains trains at ports that are unknown after the reset
 * @param lostResults published results that cannot be counted again, by topic
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

package dev.goldencorridor.simulator;

import java.time.Instant;
import java.util.Locale;

/**
 * A delay that the simulation injected: the ground truth for evaluating alerts. It may cause other delays. For
 * example, a silent train is also late wherever it was planned.
 *
 * @param disruption the kind of disruption
 * @param trainRunId the disrupted run
 * @param trainNumber its number
 * @param facility where the alert is due; for a silent train, where its arrival is missing
 * @param since when the delay begins (UTC). For customs it is the arrival, the hold or the refusal; for a late
 *     movement its planned time. For a train that stays it is the release, for a silent train the last departure
 * @param until when the delay ends (UTC): the release or the movement; null if never
 */
public record InjectedDelay(
        Disruption disruption, String trainRunId, String trainNumber, String facility, Instant since, Instant until) {
    /**
     * One line for people and for programs: a JSON object. Its fields are those of this record, with {@code mishap}
     * for the disruption, and {@code alertType}.
     */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"facility\":\"%s\",\"trainRunId\":\"%s\",\"trainNumber\":\"%s\",\"alertType\":\"%s\",\"mishap\":\"%s\","
                        + "\"since\":\"%s\",\"until\":%s}",
                facility,
                trainRunId,
                trainNumber,
                disruption.alertType(),
                disruption,
                since,
                until == null ? "null" : "\"" + until + "\"");
    }
}

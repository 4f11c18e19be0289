package dev.goldencorridor.simulator;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that the simulation let go wrong on purpose: the truth by which alerts can be judged. It may bring others
 * about: a train that is silent is late, too, wherever it was planned.
 *
 * @param mishap what
 * @param trainRunId with which run
 * @param trainNumber its number
 * @param facility where the alert is due; of a silent train, where it is not seen to arrive
 * @param since from when the delay counts (UTC): the arrival of a train that customs let wait, the plan of a late
 *     movement, the release of one that stays, the last departure of a silent train, the stop or refusal by customs
 * @param until when it is over (UTC): the release, the movement; null if never
 */
public record InjectedDelay(
        Disruption mishap, String trainRunId, String trainNumber, String facility, Instant since, Instant until) {
    /** One line for people and for programs: a JSON object with the names of this record, and {@code alertType}. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"facility\":\"%s\",\"trainRunId\":\"%s\",\"trainNumber\":\"%s\",\"alertType\":\"%s\",\"mishap\":\"%s\","
                        + "\"since\":\"%s\",\"until\":%s}",
                facility,
                trainRunId,
                trainNumber,
                mishap.alertType(),
                mishap,
                since,
                until == null ? "null" : "\"" + until + "\"");
    }
}

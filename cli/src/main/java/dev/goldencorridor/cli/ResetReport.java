package dev.goldencorridor.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Describes the effects and losses of a reset in numbers, for the user who decides. */
final class ResetReport {
    private final StreamsReset reset;

    ResetReport(StreamsReset reset) {
        this.reset = reset;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        KeptMovements movements = reset.movements();
        KeptMovements.Kept all = movements.all();
        lines.add(all.records() + " movements of " + movements.byTopic().size()
                + " input topics are read again, the earliest received " + instant(all.earliest()));
        movements
                .byTopic()
                .forEach((topic, kept) -> lines.add("  " + topic + ": " + kept.records()
                        + " movements, the earliest received " + instant(kept.earliest())
                        + (isComplete(kept) ? "" : "; earlier ones are gone")));
        ResetLosses losses = reset.losses();
        if (isComplete(all)) {
            lines.add("no movement is gone, so all results are counted again and none is deleted");
        } else {
            lines.add("not all movements from before " + instant(all.completeFrom()) + " are kept; published results of"
                    + " periods that begin earlier cannot be counted again and are deleted:");
            losses.lostResults().forEach((topic, lost) -> lines.add("  " + topic + ": " + lost + " periods"));
        }
        lines.add(losses.openAlerts() + " alerts are open; " + losses.lostAlerts()
                + " of them were raised earlier, and are cleared as EXPIRED if their trains are not found again");
        lines.add(losses.trains() + " trains are at ports; " + losses.lostTrains()
                + " of them arrived earlier, and are not known afterwards");
        List<String> deleted = reset.topicsToDelete();
        if (!deleted.isEmpty()) {
            lines.add("the internal topics " + deleted + " do not fit this release or its number of partitions and are"
                    + " deleted; the published revisions are forgotten with them");
        }
        return lines;
    }

    private static boolean isComplete(KeptMovements.Kept kept) {
        return kept.completeFrom() == Long.MIN_VALUE;
    }

    private static String instant(long millis) {
        return millis == KeptMovements.NONE
                ? "never"
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

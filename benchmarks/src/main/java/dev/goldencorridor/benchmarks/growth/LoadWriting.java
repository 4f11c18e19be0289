package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.MovementWriting;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.schemas.TrainMovement;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Writes a load in the order in which its events occur. */
final class LoadWriting {
    private LoadWriting() {}

    static void write(Load load, Stage stage) {
        stage.keepInput();
        PriorityQueue<TrainMovement> ahead = new PriorityQueue<>(Comparator.comparing(TrainMovement::getOccurredAt));
        try (MovementWriting writing = new MovementWriting(stage)) {
            for (long run = 0; run < load.runs(); run++) {
                List<TrainMovement> reports = load.reports(run);
                while (!ahead.isEmpty()
                        && ahead.peek().getOccurredAt().isBefore(reports.get(0).getOccurredAt())) {
                    writing.write(Load.PUBLISHER, ahead.remove());
                }
                ahead.addAll(reports);
            }
            while (!ahead.isEmpty()) {
                writing.write(Load.PUBLISHER, ahead.remove());
            }
        }
    }
}

package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import dev.goldencorridor.processor.windows.Window;
import java.util.List;
import java.util.Random;

/**
 * A busy port with an event about every 30 s of event time. Each event is a trip and the duration of its clearance; 3
 * % of the events are up to eight hours late. The windows and their previous windows are full at the start, so that
 * evictions equal additions.
 */
final class EventStream {
    /** Too many for CPU caches and branch prediction to learn. */
    private static final int DIFFERENT = 1 << 14;

    private static final long MEAN_STEP_MILLIS = 30_000;
    private static final int MAX_MINUTES_LATE = 480;
    private static final double LATE = 0.03;

    private final Pane[] changes = new Pane[DIFFERENT];
    private final int[] steps = new int[DIFFERENT];
    private final int[] minutesLate = new int[DIFFERENT];
    private final RollingDimension dimension;
    private int next;
    private long millis = 1_700_000_000_000L;

    EventStream(List<Window> windows) {
        Random random = new Random(2011);
        for (int i = 0; i < DIFFERENT; i++) {
            steps[i] = (int) (random.nextDouble() * 2 * MEAN_STEP_MILLIS);
            minutesLate[i] = random.nextDouble() < LATE ? random.nextInt(MAX_MINUTES_LATE) : 0;
            TravelDirection direction = random.nextBoolean() ? TravelDirection.OUTBOUND : TravelDirection.RETURN;
            long teu = 80L + random.nextInt(30);
            // Between an hour and some days, mostly about half a day.
            long clearance = (long) (3_600_000 * Math.exp(2.5 + 0.6 * random.nextGaussian()));
            changes[i] = Pane.of(new Measurement.Trip(direction, 50, teu, 2, 1_200_000, List.of()))
                    .add(new Measurement.Elapsed(DurationKind.CLEARANCE, clearance, clearance < 36_000_000), 1);
        }
        dimension = new RollingDimension(windows);
        long longest = windows.stream().mapToLong(Window::minutes).max().orElseThrow();
        long full = millis + 2 * longest * 60_000;
        while (millis <= full) {
            take();
        }
    }

    /** Processes the next event: advances the clock to it, and changes the pane of its minute. */
    Pane take() {
        int event = next++ & (DIFFERENT - 1);
        millis += steps[event];
        long minute = millis / 60_000;
        if (dimension.advanceTo(minute)) {
            dimension.evictExpired();
        }
        return dimension.change(minute - minutesLate[event], changes[event]);
    }

    RollingDimension dimension() {
        return dimension;
    }
}

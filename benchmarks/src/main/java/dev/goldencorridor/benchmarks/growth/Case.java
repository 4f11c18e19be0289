package dev.goldencorridor.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of one measurement.
 *
 * @param openRuns runs that stay open
 * @param places number of places, each a dimension
 * @param threads stream threads of each instance
 * @param instances processes
 * @param days days of history, or 0. With a history each place has one departure a day, and no run stays open
 */
record Case(long openRuns, int places, int threads, int instances, int days) {
    /** The base case; every other case differs from it in one parameter. */
    static final Case BASE = new Case(100_000, 1_000, 2, 1, 0);

    private static final int THREE_YEARS = 1_096;

    /** The parameters that grow. */
    enum Axis {
        RUNS {
            @Override
            List<Case> cases() {
                return List.of(BASE.withOpenRuns(10_000), BASE, BASE.withOpenRuns(1_000_000));
            }
        },
        PLACES {
            @Override
            List<Case> cases() {
                return List.of(BASE.withPlaces(100), BASE, BASE.withPlaces(10_000));
            }
        },
        THREADS {
            @Override
            List<Case> cases() {
                return List.of(BASE.withThreads(1), BASE, BASE.withThreads(4));
            }
        },
        INSTANCES {
            @Override
            List<Case> cases() {
                return List.of(BASE, BASE.withInstances(2));
            }
        },
        HISTORY {
            @Override
            List<Case> cases() {
                return List.of(BASE.withHistory(1_000, THREE_YEARS), BASE.withHistory(10_000, THREE_YEARS));
            }
        };

        abstract List<Case> cases();
    }

    /** The distinct cases of the axes. */
    static List<Case> along(List<Axis> axes) {
        List<Case> cases = new ArrayList<>();
        axes.forEach(axis -> cases.addAll(axis.cases()));
        return cases.stream().distinct().toList();
    }

    /** The same case with fewer runs and places, for a trial. */
    Case shrunk(int divisor) {
        return new Case(
                isHistory() ? 0 : Math.max(1, openRuns / divisor),
                Math.max(1, places / divisor),
                threads,
                instances,
                days);
    }

    private Case withOpenRuns(long runs) {
        return new Case(runs, places, threads, instances, days);
    }

    private Case withPlaces(int number) {
        return new Case(openRuns, number, threads, instances, days);
    }

    private Case withThreads(int number) {
        return new Case(openRuns, places, number, instances, days);
    }

    private Case withInstances(int number) {
        return new Case(openRuns, places, threads, number, days);
    }

    private Case withHistory(int ofPlaces, int ofDays) {
        return new Case(0, ofPlaces, threads, instances, ofDays);
    }

    boolean isHistory() {
        return days > 0;
    }
}

package dev.goldencorridor.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

/**
 * What one measurement varies.
 *
 * @param openRuns runs that stay open
 * @param places dimensions
 * @param threads stream threads of each instance
 * @param instances processes
 */
record Case(long openRuns, int places, int threads, int instances) {
    /** The one that the others differ from in one respect. */
    static final Case BASE = new Case(100_000, 1_000, 2, 1);

    /** What may grow. */
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
        };

        abstract List<Case> cases();
    }

    /** The cases of the axes, each once. */
    static List<Case> along(List<Axis> axes) {
        List<Case> cases = new ArrayList<>();
        axes.forEach(axis -> cases.addAll(axis.cases()));
        return cases.stream().distinct().toList();
    }

    /** The same with fewer runs and places, to try it out. */
    Case shrunk(int divisor) {
        return new Case(Math.max(1, openRuns / divisor), Math.max(1, places / divisor), threads, instances);
    }

    private Case withOpenRuns(long runs) {
        return new Case(runs, places, threads, instances);
    }

    private Case withPlaces(int number) {
        return new Case(openRuns, number, threads, instances);
    }

    private Case withThreads(int number) {
        return new Case(openRuns, places, number, instances);
    }

    private Case withInstances(int number) {
        return new Case(openRuns, places, threads, number);
    }
}

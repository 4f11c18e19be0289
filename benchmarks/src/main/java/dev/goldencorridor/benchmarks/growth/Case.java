package dev.goldencorridor.benchmarks.growth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * The parameters of one measurement.
 *
 * @param openRuns runs that stay open
 * @param places number of places, each a dimension
 * @param placesPerRun places at which each run reports
 * @param partitions of every topic
 * @param threads stream threads of each instance
 * @param instances processes
 * @param cores limit of the processor time of each instance, in cores; 0 for no limit
 * @param days days of history, or 0. With a history each place has one departure a day, and no run stays open
 */
record Case(
        long openRuns,
        int places,
        int placesPerRun,
        int partitions,
        int threads,
        int instances,
        double cores,
        int days) {
    /** The base case; every other case differs from it in one parameter. */
    static final Case BASE = new Case(100_000, 1_000, 2, 4, 2, 1, 0, 0);

    /** A share of a core that leaves the broker half a core of two, if four instances run. */
    private static final double SHARE = 0.35;

    /** A finished run of the base case departs, arrives, and departs again. */
    private static final int REPORTS_OF_BASE = 3;

    private static final int THREE_YEARS = 1_096;

    /** The parameters that grow. */
    enum Axis {
        RUNS {
            @Override
            List<Case> cases() {
                return List.of(BASE.withOpenRuns(10_000), BASE, BASE.withOpenRuns(1_000_000));
            }
        },
        MORE_RUNS {
            @Override
            List<Case> cases() {
                // With one event each, since two would take twice as long.
                return List.of(BASE.withPlacesPerRun(1).withOpenRuns(10_000_000));
            }
        },
        PLACES {
            @Override
            List<Case> cases() {
                return List.of(BASE.withPlaces(100), BASE, BASE.withPlaces(10_000), BASE.withPlaces(100_000));
            }
        },
        PLACES_PER_RUN {
            @Override
            List<Case> cases() {
                return List.of(BASE.withPlacesPerRun(1), BASE, BASE.withPlacesPerRun(20), BASE.withPlacesPerRun(200));
            }
        },
        PARTITIONS {
            @Override
            List<Case> cases() {
                return List.of(BASE, BASE.withPartitions(16), BASE.withPartitions(64));
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
                return List.of(BASE.withInstances(1), BASE.withInstances(2), BASE.withInstances(4));
            }
        },
        HISTORY {
            @Override
            List<Case> cases() {
                return List.of(BASE.withHistory(1_000, THREE_YEARS), BASE.withHistory(10_000, THREE_YEARS));
            }
        };

        abstract List<Case> cases();

        /** All axes but the one that needs more heap than the default. */
        static List<Axis> usual() {
            return List.copyOf(EnumSet.complementOf(EnumSet.of(MORE_RUNS)));
        }
    }

    /** The distinct cases of the axes. */
    static List<Case> along(List<Axis> axes) {
        List<Case> cases = new ArrayList<>();
        axes.forEach(axis -> cases.addAll(axis.cases()));
        return cases.stream().distinct().toList();
    }

    /** The cases with which others are compared: one with, one without a limit of processor time. */
    static List<Case> bases() {
        return List.of(BASE, BASE.withInstances(1));
    }

    /** The same case with fewer runs and places, for a trial. */
    Case shrunk(int divisor) {
        return new Case(
                isHistory() ? 0 : Math.max(1, openRuns / divisor),
                Math.max(placesPerRun, places / divisor),
                placesPerRun,
                partitions,
                threads,
                instances,
                cores,
                days);
    }

    private Case withOpenRuns(long runs) {
        return new Case(runs, places, placesPerRun, partitions, threads, instances, cores, days);
    }

    private Case withPlaces(int number) {
        return new Case(openRuns, number, placesPerRun, partitions, threads, instances, cores, days);
    }

    private Case withPlacesPerRun(int number) {
        return new Case(openRuns, places, number, partitions, threads, instances, cores, days);
    }

    private Case withPartitions(int number) {
        return new Case(openRuns, places, placesPerRun, number, threads, instances, cores, days);
    }

    private Case withThreads(int number) {
        return new Case(openRuns, places, placesPerRun, partitions, number, instances, cores, days);
    }

    private Case withInstances(int number) {
        return new Case(openRuns, places, placesPerRun, partitions, threads, number, SHARE, days);
    }

    private Case withHistory(int ofPlaces, int ofDays) {
        return new Case(0, ofPlaces, placesPerRun, partitions, threads, instances, cores, ofDays);
    }

    boolean isHistory() {
        return days > 0;
    }

    /**
     * The load of the case. More places for a run make fewer runs, so that events grow by a fifth at most.
     *
     * @param end when the last run ends
     */
    Load load(long finishedRuns, Instant end) {
        int reports = Math.max(REPORTS_OF_BASE, 2 * placesPerRun - 1);
        return new Load(
                Math.max(1, openRuns * REPORTS_OF_BASE / reports),
                Math.max(1, finishedRuns * REPORTS_OF_BASE / reports),
                places,
                placesPerRun,
                end);
    }

    boolean isLimited() {
        return cores > 0;
    }

    static String heading() {
        return String.format(
                Locale.ROOT,
                "%10s %7s %10s %10s %7s %9s %5s %5s",
                "open runs",
                "places",
                "places/run",
                "partitions",
                "threads",
                "instances",
                "cores",
                "days");
    }

    String line() {
        return formatted("%10d %7d %10d %10d %7d %9d %5.2f %5d");
    }

    String csv() {
        return formatted("%d,%d,%d,%d,%d,%d,%.2f,%d");
    }

    private String formatted(String format) {
        return String.format(
                Locale.ROOT, format, openRuns, places, placesPerRun, partitions, threads, instances, cores, days);
    }
}

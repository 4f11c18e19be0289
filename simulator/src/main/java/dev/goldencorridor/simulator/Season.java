package dev.goldencorridor.simulator;

import java.time.LocalDate;

/** The seasonal factor of traffic: lower in the weeks of the spring festival. */
final class Season {
    /** January to December; the mean is 1. */
    private static final double[] MONTHS = {0.97, 0.88, 1.00, 1.01, 1.03, 1.04, 1.02, 1.01, 1.02, 1.00, 1.02, 1.00};

    private Season() {}

    /** The traffic of a day relative to the mean of the year. */
    static double of(LocalDate day) {
        return MONTHS[day.getMonthValue() - 1];
    }
}

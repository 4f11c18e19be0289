package dev.goldencorridor.simulator;

import java.time.LocalDate;

/** How traffic varies over the year: less in the weeks of the spring festival. */
final class Season {
    /** January to December; the mean is 1. */
    private static final double[] MONTHS = {0.97, 0.88, 1.00, 1.01, 1.03, 1.04, 1.02, 1.01, 1.02, 1.00, 1.02, 1.00};

    private Season() {}

    /** Traffic on a day relative to the year's mean. */
    static double of(LocalDate day) {
        return MONTHS[day.getMonthValue() - 1];
    }
}

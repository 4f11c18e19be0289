package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Quantiles;

/**
 * When an event is expected. Instants are milliseconds since 1970-01-01T00:00Z, or {@link
 * dev.goldencorridor.processor.model.Call#UNKNOWN}.
 *
 * @param at the median, the forecast or the plan
 * @param p90At unknown unless the basis has a distribution
 * @param basis null if nothing gives a time
 */
record ExpectedTime(long at, long p90At, Basis basis) {
    static final ExpectedTime NONE = new ExpectedTime(UNKNOWN, UNKNOWN, null);

    /** The names are those of the contract. */
    enum Basis {
        ESTIMATE,
        ROUTE,
        PORT,
        PLAN
    }

    /**
     * The first of these that gives a time: the forecast, the duration since the former event, the plan.
     *
     * @param plannedAt the plan, later by the lateness of the train
     */
    static ExpectedTime of(long estimatedAt, long formerAt, Quantiles duration, Basis basis, long plannedAt) {
        if (estimatedAt != UNKNOWN) {
            return new ExpectedTime(estimatedAt, UNKNOWN, Basis.ESTIMATE);
        }
        if (formerAt != UNKNOWN && duration != null) {
            return new ExpectedTime(formerAt + duration.p50Millis(), formerAt + duration.p90Millis(), basis);
        }
        return plannedAt == UNKNOWN ? NONE : new ExpectedTime(plannedAt, UNKNOWN, Basis.PLAN);
    }
}

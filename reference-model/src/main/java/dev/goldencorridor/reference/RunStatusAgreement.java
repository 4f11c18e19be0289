package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.RunCall;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the published status of a run with the recount of its raw reports, field by field. */
public final class RunStatusAgreement {
    private static final int MAX_STATUS_CALLS = 50;

    private final RunStatusRecount truth;
    private final TrainRunStatus status;

    public RunStatusAgreement(RunStatusRecount truth, TrainRunStatus status) {
        this.truth = truth;
        this.status = status;
    }

    /**
     * Fails at the first difference.
     *
     * @param openAlerts the keys of the run's raised alerts
     */
    public void check(Set<String> openAlerts) {
        identityAgrees();
        progressAgrees();
        customsAgree();
        consistAgrees();
        callsAgree();
        expectationAgrees();
        alertsAgree(openAlerts);
    }

    private void identityAgrees() {
        TrainMovement named = truth.way().lastKnown(StatusCall::latest);
        assertThat(status.getTrainNumber()).isEqualTo(named.getTrainNumber());
        assertThat(status.getDirection()).isEqualTo(named.getDirection().name());
        assertThat(status.getOrigin()).as("origin").isEqualTo(truth.way().lastKnown(StatusCall::origin));
        assertThat(status.getDestination()).as("destination").isEqualTo(truth.destination());
        assertThat(status.getOperatorLine()).as("line").isEqualTo(truth.way().lastKnown(StatusCall::operatorLine));
    }

    private void progressAgrees() {
        assertThat(status.getState()).as("state").isEqualTo(truth.state());
        assertThat(status.getLastFacility())
                .as("last facility")
                .isEqualTo(truth.way().last().map(StatusCall::facility).orElse(null));
        assertThat(status.getLastEvent()).as("last event").isEqualTo(truth.lastEvent());
        assertThat(status.getLastOccurredAt()).as("last time").isEqualTo(truth.lastAt());
        assertThat(status.getNextFacility()).as("next facility").isEqualTo(truth.nextFacility());
        assertThat(status.getNextEvent()).as("next event").isEqualTo(truth.nextEvent());
        boolean isPlanless = "RELEASE".equals(truth.nextEvent());
        assertThat(status.getNextPlannedAt()).as("next plan").isEqualTo(isPlanless ? null : truth.nextMovementPlan());
        assertThat(status.getLatenessSeconds()).as("lateness").isEqualTo(truth.lateness(status.getAsOf()));
        if (truth.isCancelled()) {
            assertThat(status.getEndedAt()).as("end").isBeforeOrEqualTo(status.getAsOf());
        } else {
            assertThat(status.getEndedAt()).as("end").isEqualTo(truth.endedAt());
        }
    }

    private void customsAgree() {
        assertThat(status.getCustomsState()).as("customs").isEqualTo(truth.customsState());
        assertThat(status.getWaitingSince())
                .as("waiting")
                .isEqualTo(
                        truth.awaitsRelease()
                                ? truth.way().last().orElseThrow().arrival().getOccurredAt()
                                : null);
    }

    private void consistAgrees() {
        Consist consist = truth.way().lastKnown(StatusCall::consist);
        assertThat(status.getWagons()).as("wagons").isEqualTo(consist == null ? null : (Integer) consist.getWagons());
        assertThat(status.getLoadedTeu()).isEqualTo(consist == null ? null : (Integer) consist.getLoadedTeu());
        assertThat(status.getEmptyTeu()).isEqualTo(consist == null ? null : (Integer) consist.getEmptyTeu());
        if (consist == null) {
            assertThat(status.getGrossTonnes()).isNull();
        } else {
            assertThat(status.getGrossTonnes()).isCloseTo(consist.getGrossTonnes(), within(0.0006));
        }
    }

    private void callsAgree() {
        List<StatusCall> all = truth.way().all();
        int last = truth.way().last().map(all::indexOf).orElse(0);
        assertThat(status.getCalls()).hasSize(Math.min(MAX_STATUS_CALLS, all.size()));
        assertThat(status.getCallsOmitted())
                .isEqualTo(all.size() - status.getCalls().size());
        int from = Math.max(0, Math.min(last - MAX_STATUS_CALLS / 2, all.size() - MAX_STATUS_CALLS));
        for (int i = 0; i < status.getCalls().size(); i++) {
            callAgrees(status.getCalls().get(i), all.get(from + i));
        }
    }

    private static void callAgrees(RunCall call, StatusCall expected) {
        assertThat(call.getFacility()).as("the order of the way").isEqualTo(expected.facility());
        assertThat(call.getPlannedArrivalAt()).isEqualTo(expected.arrivalPlan());
        assertThat(call.getArrivedAt()).isEqualTo(at(expected.arrival()));
        assertThat(call.getReleasedAt()).isEqualTo(at(expected.free()));
        assertThat(call.getPlannedDepartureAt()).isEqualTo(expected.departurePlan());
        assertThat(call.getDepartedAt()).isEqualTo(at(expected.departure()));
    }

    private static Instant at(TrainMovement event) {
        return event == null ? null : event.getOccurredAt();
    }

    /** A forecast precedes all measured durations, and the plan is the last resort. */
    private void expectationAgrees() {
        StatusCall next = truth.way().all().stream()
                .filter(call -> call.facility().equals(truth.nextFacility()))
                .findFirst()
                .orElse(null);
        boolean isArrival = "ARRIVAL".equals(truth.nextEvent());
        boolean isRelease = "RELEASE".equals(truth.nextEvent());
        Instant estimate =
                next == null || isRelease ? null : isArrival ? next.arrivalEstimate() : next.departureEstimate();
        String basis = status.getExpectedBasis();
        if (estimate != null) {
            assertThat(basis).isEqualTo("ESTIMATE");
            assertThat(status.getNextExpectedAt()).isEqualTo(estimate);
        } else if (basis == null) {
            assertThat(status.getNextExpectedAt()).isNull();
            assertThat(status.getNextPlannedAt()).isNull();
        } else if (basis.equals("PLAN")) {
            double lateness = truth.lastLateness() == null ? 0 : truth.lastLateness();
            assertThat(status.getNextExpectedAt())
                    .isEqualTo(status.getNextPlannedAt().plusMillis(Math.round(lateness * 1000)));
        } else {
            assertThat(basis).isEqualTo(isArrival ? "ROUTE" : "PORT");
            assertThat(status.getNextExpectedAt())
                    .isAfterOrEqualTo(truth.way().last().orElseThrow().firstMovement());
            assertThat(status.getNextExpectedP90At()).isAfterOrEqualTo(status.getNextExpectedAt());
        }
    }

    private void alertsAgree(Set<String> openAlerts) {
        Set<String> ofTheWay = new TreeSet<>();
        openAlerts.stream()
                .filter(key -> truth.way().all().stream().anyMatch(call -> key.startsWith(call.facility() + "|")))
                .forEach(ofTheWay::add);
        assertThat(status.getAlerts()).as("alerts").containsExactlyElementsOf(ofTheWay);
        assertThat(status.getWorstSeverity() == null).isEqualTo(ofTheWay.isEmpty());
    }
}

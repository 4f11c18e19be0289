package dev.goldencorridor.operationscentre.browser;

import dev.goldencorridor.schemas.RunCall;
import dev.goldencorridor.schemas.TrainRunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Train runs of the sample: some wait at the ports, some move, one is planned, one has ended. */
final class SampleRuns {
    static final int WAITING_AT_EACH_PORT = 3;
    static final int MOVING = 8;
    private static final List<String> WAY = List.of("CNXAG", "CNHRS", "KZHOR", "KZALA");

    private SampleRuns() {}

    static List<TrainRunStatus> all(Instant now) {
        List<TrainRunStatus> runs = new ArrayList<>();
        int number = 9_001;
        for (String port : SampleCorridor.PORTS) {
            for (int i = 0; i < WAITING_AT_EACH_PORT; i++) {
                runs.add(waiting(now, "X" + number++, port, Duration.ofHours(26 - 9L * i)));
            }
        }
        for (int i = 0; i < MOVING; i++) {
            runs.add(moving(now, "X" + (8_001 + i), i));
        }
        runs.add(run(now, "X8101").setState("PLANNED").build());
        runs.add(run(now, "X8102")
                .setState("ENDED")
                .setLastFacility("KZALA")
                .setLastEvent("ARRIVAL")
                .setLastOccurredAt(now.minusSeconds(7_200))
                .setEndedAt(now.minusSeconds(7_200))
                .build());
        return runs;
    }

    private static TrainRunStatus waiting(Instant now, String number, String port, Duration age) {
        TrainRunStatus.Builder run = run(now, number)
                .setDirection("RETURN")
                .setState("AT_PLACE")
                .setLastFacility(port)
                .setLastEvent("LODGED")
                .setLastOccurredAt(now.minus(age).plusSeconds(900))
                .setNextFacility(port)
                .setNextEvent("RELEASE")
                .setNextExpectedAt(now.plusSeconds(1_200))
                .setNextExpectedP90At(now.plusSeconds(7_200))
                .setExpectedBasis("PORT")
                .setLatenessSeconds(240.0)
                .setCustomsState("LODGED")
                .setWaitingSince(now.minus(age));
        if (number.equals("X9001")) {
            run.setWorstSeverity("MAJOR").setAlerts(List.of(SampleCorridor.OVERDUE));
        }
        return run.build();
    }

    private static TrainRunStatus moving(Instant now, String number, int i) {
        int place = i % (WAY.size() - 1);
        TrainRunStatus.Builder run = run(now, number)
                .setState("UNDER_WAY")
                .setLastFacility(WAY.get(place))
                .setLastEvent("DEPARTURE")
                .setLastOccurredAt(now.minusSeconds(3_600L * (i + 1)))
                .setNextFacility(WAY.get(place + 1))
                .setNextEvent("ARRIVAL")
                .setNextPlannedAt(now.plusSeconds(5_000))
                .setNextExpectedAt(now.plusSeconds(6_000))
                .setNextExpectedP90At(now.plusSeconds(9_000))
                .setExpectedBasis("ROUTE")
                .setLatenessSeconds(i * 60.0 - 120);
        if (number.equals("X8002")) {
            run.setWorstSeverity("MINOR");
        }
        return run.build();
    }

    private static TrainRunStatus.Builder run(Instant now, String number) {
        List<RunCall> calls = new ArrayList<>();
        for (int i = 0; i < WAY.size(); i++) {
            Instant planned = now.minusSeconds(86_400L * (2 - i));
            calls.add(RunCall.newBuilder()
                    .setFacility(WAY.get(i))
                    .setPlannedArrivalAt(planned)
                    .setArrivedAt(i < 2 ? planned.plusSeconds(300) : null)
                    .setReleasedAt(null)
                    .setPlannedDepartureAt(planned.plusSeconds(14_400))
                    .setDepartedAt(i < 1 ? planned.plusSeconds(15_000) : null)
                    .setExpectedArrivalAt(i < 2 ? null : planned.plusSeconds(900))
                    .setExpectedDepartureAt(i < 1 ? null : planned.plusSeconds(16_000))
                    .build());
        }
        return TrainRunStatus.newBuilder()
                .setTrainRunId("CR|" + number + "|2026-01-01")
                .setTrainNumber(number)
                .setDirection("OUTBOUND")
                .setOrigin("CNXAG")
                .setDestination("KZALA")
                .setOperatorLine("Chang'an")
                .setState("UNDER_WAY")
                .setWagons(53)
                .setLoadedTeu(100)
                .setEmptyTeu(6)
                .setGrossTonnes(2_799.5)
                .setCalls(calls)
                .setAsOf(now)
                .setRevision(1);
    }
}

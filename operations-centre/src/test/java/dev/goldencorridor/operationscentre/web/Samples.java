package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Values of topics as the pipeline writes them. */
final class Samples {
    private Samples() {}

    static String alert(String state, String raisedAt, long revision) {
        Instant raised = Instant.parse(raisedAt);
        boolean isCleared = state.equals("CLEARED");
        DelayAlert alert = new DelayAlert(
                "CNHRS",
                "CR|X8003|2026-11-28",
                "X8003",
                "ARRIVAL_LATE",
                state,
                "MAJOR",
                3_600.0,
                1_800.0,
                raised.minusSeconds(1_800),
                null,
                raised,
                isCleared ? raised.plusSeconds(600) : null,
                isCleared ? "ARRIVED" : null,
                null,
                null,
                raised.plusSeconds(60 * revision),
                revision);
        return new String(AggregateJson.of(alert), StandardCharsets.UTF_8);
    }

    static String clock(String asOf, String mode) {
        Instant instant = Instant.parse(asOf);
        return new String(AggregateJson.of(new CorridorClock(instant, mode, instant)), StandardCharsets.UTF_8);
    }
}

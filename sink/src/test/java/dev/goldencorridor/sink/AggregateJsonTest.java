package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.wire.AggregateJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class AggregateJsonTest {
    @Test
    void tripCountsAreWrittenWithInstantsAndNumbers() {
        assertThat(json(Samples.trips(7, Samples.NOON, 5)))
                .isEqualTo(
                        "{\"dimension\":\"PORT\",\"id\":\"CNHRS\",\"origin\":null,\"destination\":null,\"window\":\"PT24H\","
                                + "\"windowStart\":\"2025-09-30T12:00:00Z\",\"windowEnd\":\"2025-10-01T12:01:00Z\","
                                + "\"trips\":7,\"tripsOutbound\":7,\"tripsReturn\":0,\"tripsDomestic\":0,\"wagons\":50,"
                                + "\"teu\":108,\"loadedTeu\":107,\"heavyLoadRate\":0.9907407407407407,"
                                + "\"grossTonnes\":2000.125,\"previousTrips\":0,\"changePercent\":null,"
                                + "\"period\":null,\"tripsPerDay\":null,\"lastYearTrips\":null,"
                                + "\"lastYearTripsPerDay\":null,\"yearOnYearPercent\":null,\"commodityCodes\":2,"
                                + "\"netTonnesByChapter\":{\"10\":1.25,\"87\":9.5},\"consignees\":1,"
                                + "\"netTonnesByConsignee\":[{\"consignee\":\"Steppe Trading\",\"chapter\":\"10\","
                                + "\"netTonnes\":1.25}],"
                                + "\"asOf\":\"2025-10-01T12:00:00Z\",\"revision\":5}");
    }

    @Test
    void clearanceLatencyHasItsSteps() {
        assertThat(json(Samples.clearance(Samples.NOON)))
                .contains("\"meanSeconds\":3600.5", "\"within24hShare\":1.0", "\"open\":2")
                .contains("\"steps\":[{\"step\":\"ARRIVAL_TO_LODGED\",\"count\":1,\"meanSeconds\":60.0,"
                        + "\"p50Seconds\":60.0,\"p90Seconds\":60.0,\"p95Seconds\":60.0,\"p99Seconds\":60.0,"
                        + "\"maxSeconds\":60.0}]");
    }

    @Test
    void withoutDurationsTheStatisticsAreNull() {
        assertThat(json(Samples.dwell(Samples.NOON)))
                .isEqualTo(
                        "{\"dimension\":\"HUB\",\"id\":\"CNXAG\",\"origin\":null,\"destination\":null,\"window\":\"PT1H\","
                                + "\"windowStart\":\"2025-10-01T11:00:00Z\",\"windowEnd\":\"2025-10-01T12:01:00Z\","
                                + "\"count\":0,\"meanSeconds\":null,\"p50Seconds\":null,\"p90Seconds\":null,"
                                + "\"p95Seconds\":null,\"p99Seconds\":null,\"maxSeconds\":null,"
                                + "\"period\":null,\"turnoverPerDay\":null,\"basePeriod\":\"PREVIOUS\","
                                + "\"baseMeanSeconds\":60.0,\"turnoverGainPercent\":null,"
                                + "\"asOf\":\"2025-10-01T12:00:00Z\",\"revision\":1}");
    }

    @Test
    void portStatusAndClockAreWritten() {
        assertThat(json(Samples.port(Samples.NOON)))
                .isEqualTo("{\"facility\":\"CNHRS\",\"present\":3,\"awaitingRelease\":2,\"releasedNotDeparted\":1,"
                        + "\"oldestOpenSeconds\":1.0E8,\"oldestTrainRunId\":\"CN|X8003|2025-09-30\","
                        + "\"asOf\":\"2025-10-01T12:00:00Z\",\"revision\":9}");
        assertThat(json(Samples.clock(Samples.NOON.plusMillis(5))))
                .isEqualTo("{\"asOf\":\"2025-10-01T12:00:00.005Z\",\"mode\":\"wall\",\"watermark\":null}");
    }

    @Test
    void aRunIsWrittenWithItsCalls() {
        assertThat(json(Samples.run(Samples.NOON)))
                .contains("\"alerts\":[\"CNHRS|CN|X8003|2025-09-30|CLEARANCE_OVERDUE\"]", "\"nextFacility\":null")
                .contains("\"calls\":[{\"facility\":\"CNHRS\",\"plannedArrivalAt\":\"2025-10-01T11:00:00Z\","
                        + "\"arrivedAt\":\"2025-10-01T11:59:00Z\",\"releasedAt\":null,\"plannedDepartureAt\":null,"
                        + "\"departedAt\":null,\"expectedArrivalAt\":null,"
                        + "\"expectedDepartureAt\":\"2025-10-01T12:01:00Z\"}],\"callsOmitted\":0");
    }

    @Test
    void anAlertIsWrittenWithNullForUnknownFields() {
        assertThat(json(Samples.alert("CNHRS", "CRITICAL", "RAISED", 3)))
                .isEqualTo("{\"facility\":\"CNHRS\",\"trainRunId\":\"CN|X8003|2025-09-30\","
                        + "\"trainNumber\":\"X8003\",\"type\":\"CLEARANCE_OVERDUE\",\"state\":\"RAISED\","
                        + "\"severity\":\"CRITICAL\",\"valueSeconds\":90000.0,\"thresholdSeconds\":86400.0,"
                        + "\"plannedAt\":null,\"occurredAt\":\"2025-09-30T11:00:00Z\","
                        + "\"raisedAt\":\"2025-10-01T11:00:00Z\",\"clearedAt\":null,\"clearedCause\":null,"
                        + "\"reason\":null,\"parentKey\":null,"
                        + "\"asOf\":\"2025-10-01T12:00:00Z\",\"revision\":3}");
    }

    @Test
    void contentReadBackFromJsonIsTheContentThatWasWritten() throws IOException {
        List<SpecificRecord> aggregates = List.of(
                Samples.trips(7, Samples.NOON, 5),
                Samples.clearance(Samples.NOON),
                Samples.dwell(Samples.NOON),
                Samples.port(Samples.NOON),
                Samples.run(Samples.NOON),
                Samples.clock(Samples.NOON));
        for (SpecificRecord aggregate : aggregates) {
            assertThat(AggregateJson.contentOf(AggregateJson.of(aggregate)))
                    .isEqualTo(AggregateJson.contentOf(aggregate));
        }
    }

    @Test
    void aValueThatIsNotAJsonObjectHasNoContent() {
        for (String other : List.of("", "[1]", "{\"a\":", "\0\0\0\0\1x")) {
            assertThatThrownBy(() -> AggregateJson.contentOf(other.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class);
        }
    }

    private static String json(SpecificRecord aggregate) {
        return new String(AggregateJson.of(aggregate), StandardCharsets.UTF_8);
    }

    @Test
    void theEndOfAWindowIsContentOnceTheWindowIsOver() throws IOException {
        String running = "{\"trips\":1,\"windowEnd\":\"2025-10-01T12:01:00Z\",\"asOf\":\"2025-10-01T12:00:30Z\"}";
        String over = "{\"trips\":1,\"windowEnd\":\"2025-10-01T12:01:00Z\",\"asOf\":\"2025-10-01T12:01:00Z\"}";
        assertThat(new String(
                        AggregateJson.contentOf(running.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("{\"trips\":1}");
        assertThat(new String(AggregateJson.contentOf(over.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("{\"trips\":1,\"windowEnd\":\"2025-10-01T12:01:00Z\"}");
    }
}

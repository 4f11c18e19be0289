package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A publisher that invents a hub and a route with every train, against a processor with a heap of 256 MB. {@code
 * invented.routes} is their number. From 100,000 on the processor has its default limits, otherwise lower ones.
 */
class InventedRoutesIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final int ROUTES = Integer.getInteger("invented.routes", 10_000);
    private static final int ROUTES_PER_TRAIN = 200;
    private static final int TASKS = 4;
    private static final int LIMIT_PER_TASK = Math.min(5_000, ROUTES / 20);
    private static final Duration LIMIT = Duration.ofMinutes(5).plusMillis(ROUTES);
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private final HonestTraffic honest = new HonestTraffic(20_261_128L);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void inventedRoutesCountUnderOtherAndHonestFiguresAreRight() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of())) {
            corridor.limitHeap("256m");
            Process processor = corridor.startProcessor("processor.dimensions.per.publisher=" + LIMIT_PER_TASK);
            InProcessApplication sink = corridor.runSink();
            Instant now = START;
            for (int route = 0; route < ROUTES; route++) {
                now = now.plusMillis(10);
                corridor.publish(invented(route, now));
                if (route % ROUTES_PER_TRAIN == 0) {
                    honest.arrive(now, Instant.MAX).forEach(corridor::publish);
                    honest.happened(now, alert -> true).forEach(corridor::publish);
                }
            }
            honest.happened(now.plusSeconds(3_600), alert -> true).forEach(corridor::publish);
            corridor.flush();

            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
                Map<String, SpecificRecord> hubs = inventedHubs(corridor);
                assertThat(hubs.values().stream()
                                .mapToLong(value -> ((TripCounts) value).getTrips())
                                .sum())
                        .isEqualTo(ROUTES);
                assertThat(hubs).containsKey("HUB/OTHER/P7D").hasSizeBetween(TASKS, TASKS * LIMIT_PER_TASK + 1);
            });
            Recount recount = new Recount(honest.reported());
            HonestFigures.awaitAgreement(corridor, () -> recount, LIMIT);
            assertThat(processor.isAlive()).as("the processor goes on").isTrue();
            assertThat(sink.isAlive()).as("the sink goes on").isTrue();
            assertThat(corridor.processorLog())
                    .contains("under OTHER")
                    .doesNotContain("stream thread died", "OutOfMemory");
        }
    }

    private static Map<String, SpecificRecord> inventedHubs(KillableCorridor corridor) {
        return corridor.downstream(AggregateRoute.TRIPS).entrySet().stream()
                .filter(entry -> entry.getKey().matches("HUB/(stanox:.*|OTHER)/P7D"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static TrainMovement invented(int route, Instant at) {
        String origin = "stanox:A" + route;
        return TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId("GB|" + route + "|2026-11-20")
                .setTrainNumber(Integer.toString(route))
                .setFacility(origin)
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(at)
                .setCreatedAt(at)
                .setPublisher(HostilePublisher.NAME)
                .setDetail(new Departure(origin, "stanox:B" + route, null, null, null, null))
                .build();
    }
}

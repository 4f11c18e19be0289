package dev.goldencorridor.processor.journey;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.registry.Registry;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is told of runs' calls, one report after the other, each having travelled to the pipeline. */
public final class CallsUnderTest {
    private final Map<String, Journey> journeys = new HashMap<>();
    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    private final WireSerializer<TrainMovement> encoder =
            new WireSerializer<>(registry, TrainMovement.getClassSchema());
    private final WireDeserializer<TrainMovement> decoder =
            new WireDeserializer<>(registry, TrainMovement.getClassSchema());
    private final Set<String> alertTypes;

    /** @param alertTypes the alerts of which causes are told */
    public CallsUnderTest(Set<String> alertTypes) {
        this.alertTypes = alertTypes;
    }

    /** What the report makes known; nothing if that is known already. */
    public Optional<CallNews.Known> learn(TrainMovement report) {
        String place = report.getTrainRunId() + "@" + report.getFacility();
        Journey before = journeys.getOrDefault(place, Journey.EMPTY);
        Journey after = before.with(Report.of(decoder.deserialize("", encoder.serialize("", report))));
        journeys.put(place, after);
        Call call = after.call().explaining(alertTypes);
        boolean isKnown = before.size() > 0 && call.equals(before.call().explaining(alertTypes));
        return isKnown ? Optional.empty() : Optional.of(new CallNews.Known(report.getFacility(), call, 0));
    }
}

package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This release on the whole directory of a stack of the former one: topics, local state, offsets and registry. */
class DirectoryOfTheFormerReleaseIT {
    private static final String FORMER = "/upgrade/directory-2026-11-29.zip";
    private static final int FORMER_REPORTS = 1_330;
    private static final Instant END_OF_FORMER = Instant.parse("2026-10-03T00:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void countsAndRevisionsGoOnWithoutAReset() throws Exception {
        unpack();
        try (RegistryProcess registry =
                        RegistryProcess.start(directory.resolve("registry"), directory.resolve("registry.log"), 0);
                KillableCorridor corridor =
                        new KillableCorridor(directory, registry.url(), Map.of("partitions", "1"))) {
            List<TrainMovement> reports = new ArrayList<>(published(corridor));
            assertThat(reports).hasSize(FORMER_REPORTS);
            assertThat(revisionsInOrder(corridor)).isGreaterThan(100);

            corridor.runProcessor();
            corridor.runSink();
            List<TrainMovement> more = new CorridorSimulation(new SimulationPlan(6, END_OF_FORMER, 1, 0.5))
                    .stream().map(SimulatedReport::movement).toList();
            more.forEach(corridor::publish);
            corridor.flush();

            reports.addAll(more);
            Recount truth = new Recount(reports);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> new Agreement(truth, corridor::downstream).check());
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
            assertThat(revisionsInOrder(corridor)).isGreaterThan(100);
        }
    }

    private void unpack() throws IOException {
        try (InputStream resource = DirectoryOfTheFormerReleaseIT.class.getResourceAsStream(FORMER);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
    }

    private static List<TrainMovement> published(KillableCorridor corridor) {
        WireDeserializer<TrainMovement> decoder =
                new WireDeserializer<>(corridor.registry(), TrainMovement.getClassSchema());
        List<TrainMovement> reports = new ArrayList<>();
        for (String publisher : PublisherCatalogue.builtIn().publishers()) {
            for (ConsumerRecord<byte[], byte[]> record : corridor.read(TopicCatalogue.movementsOf(publisher))) {
                reports.add(decoder.deserialize(record.topic(), record.value()));
            }
        }
        return reports;
    }

    /** Each revision of a key is the next one. Compaction may have removed those before. Returns the number of keys. */
    private static int revisionsInOrder(KillableCorridor corridor) {
        WireDeserializer<TripCounts> decoder = new WireDeserializer<>(corridor.registry(), TripCounts.getClassSchema());
        Map<String, Long> revisions = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(AggregateRoute.TRIPS.aggregate())) {
            if (record.value() != null) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                long revision =
                        decoder.deserialize(record.topic(), record.value()).getRevision();
                Long before = revisions.put(key, revision);
                assertThat(before == null || revision == before + 1)
                        .as("%s: revision %d after %s", key, revision, before)
                        .isTrue();
            }
        }
        return revisions.size();
    }
}

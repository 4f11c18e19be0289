package dev.goldencorridor.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Runs one contender after the other on one broker, each on fresh topics with the same trips. */
final class Race {
    private static final Duration MAX_START = Duration.ofSeconds(60);
    private static final String CONTENDER_HEAP = "2g";

    private final Child broker;
    private final String bootstrapServers;
    private final Path directory;
    private final Duration limit;
    private final Map<Contender.Volume, Timetable> timetables;
    private final Map<Contender.Volume, Map<Reading, Right>> rightAnswers = new EnumMap<>(Contender.Volume.class);

    /**
     * What is right.
     *
     * @param atEnd once all trips are in
     * @param afterwards once the further trips after the kill are in, too
     */
    private record Right(Map<String, Answer> atEnd, Map<String, Answer> afterwards) {}

    /**
     * On a broker that runs.
     *
     * @param directory where contenders keep their state and logs
     * @param limit for each wait for answers
     */
    Race(
            Child broker,
            String bootstrapServers,
            Path directory,
            Duration limit,
            Map<Contender.Volume, Timetable> timetables) {
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        this.limit = limit;
        this.timetables = new EnumMap<>(timetables);
    }

    /** Recounts what the contenders will be held to. */
    void recount(List<Contender> contenders) {
        for (Contender.Volume volume : Contender.Volume.values()) {
            List<Reading> readings = contenders.stream()
                    .filter(contender -> contender.volume() == volume)
                    .map(Contender::reading)
                    .distinct()
                    .toList();
            if (readings.isEmpty()) {
                continue;
            }
            Recount recount = new Recount();
            timetables.get(volume).forEach(recount::add);
            Map<Reading, Map<String, Answer>> atEnd = new EnumMap<>(Reading.class);
            readings.forEach(reading -> atEnd.put(reading, reading.expected(recount, Timetable.END)));
            Timetable.afterwards(recount::add);
            Map<Reading, Right> right = new EnumMap<>(Reading.class);
            readings.forEach(reading ->
                    right.put(reading, new Right(atEnd.get(reading), reading.expected(recount, Timetable.LATER_END))));
            rightAnswers.put(volume, right);
        }
    }

    /** One run, from an empty state to its outcome. */
    Outcome run(Contender contender, int round) throws IOException, InterruptedException, ExecutionException {
        String id = contender.label() + "-" + round;
        Path state = directory.resolve(id);
        Files.createDirectories(state);
        String input = "trips-" + id;
        String output = "answers-" + id;
        Assignment assignment = new Assignment(id, bootstrapServers, input, output, state);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            create(admin, input, InputTopic.PARTITIONS);
            create(admin, output, OutputTopic.PARTITIONS);
            try (InputTopic trips = new InputTopic(bootstrapServers, input);
                    OutputTopic answers = new OutputTopic(bootstrapServers, output, contender.reading())) {
                return run(contender, round, assignment, trips, answers);
            } finally {
                admin.deleteTopics(List.of(input, output)).all().get();
            }
        }
    }

    /** Creates a topic and waits until it has leaders: a producer that meets none may send out of order for minutes. */
    private static void create(Admin admin, String topic, int partitions)
            throws IOException, InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
        long deadline = System.currentTimeMillis() + MAX_START.toMillis();
        while (!hasLeaders(admin, topic, partitions)) {
            if (System.currentTimeMillis() > deadline) {
                throw new IOException(topic + " has no leaders after " + MAX_START.toSeconds() + " s");
            }
        }
    }

    private static boolean hasLeaders(Admin admin, String topic, int partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(ends).all().get().size() == partitions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // The broker has not heard of it yet.
                return false;
            }
            throw e;
        }
    }

    private Outcome run(Contender contender, int round, Assignment assignment, InputTopic trips, OutputTopic answers)
            throws IOException, InterruptedException {
        Timetable timetable = timetables.get(contender.volume());
        Right right = rightAnswers.get(contender.volume()).get(contender.reading());
        trips.append(timetable::forEach, Timetable.END);
        Path log = directory.resolve(assignment.id() + ".log");

        answers.expect(right.atEnd());
        long started;
        long finished;
        long outputs;
        Duration clientCpu;
        Duration brokerCpu;
        try (Child child = start(contender, assignment, log)) {
            started = Long.parseLong(child.awaitSignal(MAX_START));
            Duration clientCpuBefore = child.cpu();
            Duration brokerCpuBefore = broker.cpu();
            finished = answers.awaitRight(started + limit.toMillis(), alive(child));
            if (finished < 0) {
                return Outcome.wrong(round, contender, timetable.trips(), notRight(answers));
            }
            clientCpu = child.cpu().minus(clientCpuBefore);
            brokerCpu = broker.cpu().minus(brokerCpuBefore);
            outputs = answers.records();
            child.kill();
        } catch (IOException | UncheckedIOException e) {
            return Outcome.wrong(round, contender, timetable.trips(), e.getMessage() + "; see " + log);
        }
        double restartSeconds = Double.NaN;
        String fault = null;
        if (contender.survivesKill()) {
            trips.append(Timetable::afterwards, Timetable.LATER_END);
            answers.expect(right.afterwards());
            long again = System.currentTimeMillis();
            try (Child child = start(contender, assignment, log)) {
                long back = answers.awaitRight(again + limit.toMillis(), alive(child));
                restartSeconds = (back - again) / 1000.0;
                fault = back < 0 ? "after the kill, " + notRight(answers) : null;
                child.kill();
            } catch (UncheckedIOException e) {
                fault = "after the kill, " + e.getMessage() + "; see " + log;
            }
        }
        return new Outcome(
                round,
                contender,
                timetable.trips(),
                (finished - started) / 1000.0,
                outputs,
                clientCpu,
                brokerCpu,
                restartSeconds,
                fault);
    }

    private String notRight(OutputTopic answers) {
        return "not right within " + limit.toSeconds() + " s: " + answers.difference();
    }

    private static Child start(Contender contender, Assignment assignment, Path log) throws IOException {
        return Child.start(
                CONTENDER_HEAP,
                contender.libraries(),
                log,
                StartSignal.LINE,
                PeerProcess.command(contender, assignment));
    }

    private Runnable alive(Child child) {
        return () -> {
            broker.mustLive();
            child.mustLive();
        };
    }
}

package dev.goldencorridor.faultbench.faults;

import dev.goldencorridor.faultbench.processes.BenchCorridor;
import dev.goldencorridor.faultbench.processes.BenchNetwork;
import dev.goldencorridor.faultbench.processes.BenchProcess;
import dev.goldencorridor.faultbench.processes.ClusterRoles;
import dev.goldencorridor.faultbench.processes.FakeClocks;
import dev.goldencorridor.faultbench.processes.SmallDisks;
import dev.goldencorridor.faultbench.traffic.SteadyTraffic;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Injects a fault into a corridor, waits while it lasts, and heals it. For one thread. */
public final class FaultInjector {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String RESULTS = AggregateRoute.TRIPS.downstream();

    private static final Duration OFFSET = Duration.ofMinutes(10);

    private final BenchCorridor corridor;
    private final SteadyTraffic traffic;
    private final ClusterRoles roles;
    private final Optional<NetworkFaults> network;
    private final Optional<SmallDisks> disks;
    private final Optional<FakeClocks> clocks;

    /**
     * Injects nothing yet.
     *
     * @param network of the processes; empty if they have none of their own
     * @param disks of brokers and processors; empty if they use those of this machine
     * @param clocks of the processors; empty if they use that of this machine
     */
    public FaultInjector(
            BenchCorridor corridor,
            SteadyTraffic traffic,
            Optional<BenchNetwork> network,
            Optional<SmallDisks> disks,
            Optional<FakeClocks> clocks) {
        this.disks = disks;
        this.clocks = clocks;
        this.corridor = corridor;
        this.traffic = traffic;
        this.network = network.map(NetworkFaults::new);
        this.roles =
                new ClusterRoles(corridor.settings(), corridor.brokers().nodes().size());
    }

    /**
     * Injects and heals a fault. Returns when all processes work again.
     *
     * @return the process that the fault hit
     */
    public String inject(PlannedFault fault) throws InterruptedException, IOException {
        BenchProcess processor = corridor.processors().get(fault.target());
        BenchProcess sink = corridor.sinks().get(fault.target());
        return switch (fault.kind()) {
            case NONE -> pass(fault);
            case KILL_PROCESSOR -> kill(processor, fault);
            case KILL_SINK -> kill(sink, fault);
            case KILL_ALERT_BRIDGE -> kill(corridor.alertBridge(), fault);
            case KILL_REGISTRY -> killRegistry(fault);
            case KILL_BROKER_LEADER -> kill(leader(), fault);
            case KILL_BROKER_CONTROLLER -> kill(broker(roles.controller()), fault);
            case KILL_BROKER_FOLLOWER -> kill(broker(roles.follower(RESULTS)), fault);
            case FREEZE_PROCESSOR -> freeze(processor, fault);
            case FREEZE_SINK -> freeze(sink, fault);
            case FREEZE_BROKER -> freeze(leader(), fault);
            case LOSE_STATE -> loseState(fault);
            case FULL_DISK_BROKER -> fillBroker(fault);
            case FULL_DISK_STATE -> fill(processor, corridor.stateOf(fault.target() + 1), fault);
            case CLOCK_AHEAD -> setClock(processor, OFFSET, fault);
            case CLOCK_BACK -> setClock(processor, OFFSET.negated(), fault);
            case ROLLING_RESTART -> restartInTurn(corridor.applications());
            case ROLLING_BROKERS -> restartInTurn(corridor.brokers().nodes());
            case COLD_RESTART -> restartAll(fault);
            case PAUSE_TRAFFIC -> pauseTraffic(fault);
            case UNPLUG_PROCESSOR -> network.orElseThrow().unplug(processor.name(), fault.lasts());
            case UNPLUG_BROKER -> network.orElseThrow().unplug(leader().name(), fault.lasts());
            case SLOW_BROKER -> network.orElseThrow().slow(leader().name(), fault.lasts());
            case PART_BROKERS -> partBrokers(fault);
            case PART_PROCESSOR -> network.orElseThrow().part(processor.name(), leader().name(), fault.lasts());
        };
    }

    /** Starts each process that has ended by itself, as a supervisor does. */
    public void startEnded() {
        corridor.startEnded();
    }

    private String partBrokers(PlannedFault fault) throws InterruptedException {
        BenchProcess leader = leader();
        List<BenchProcess> others = corridor.brokers().nodes().stream()
                .filter(node -> node != leader)
                .toList();
        return network.orElseThrow()
                .part(leader.name(), others.get(fault.target()).name(), fault.lasts());
    }

    private BenchProcess leader() {
        return broker(roles.leader(RESULTS));
    }

    private BenchProcess broker(int id) {
        return corridor.brokers().node(id);
    }

    private static String pass(PlannedFault fault) throws InterruptedException {
        last(fault);
        return "-";
    }

    private static void last(PlannedFault fault) throws InterruptedException {
        Thread.sleep(fault.lasts().toMillis());
    }

    private static String kill(BenchProcess process, PlannedFault fault) throws InterruptedException {
        process.kill();
        last(fault);
        process.start();
        process.awaitReady(START_LIMIT);
        return process.name();
    }

    private String killRegistry(PlannedFault fault) throws InterruptedException, IOException {
        corridor.restartRegistry(fault.lasts());
        return "registry";
    }

    private static String freeze(BenchProcess process, PlannedFault fault) throws InterruptedException {
        process.freeze();
        last(fault);
        process.thaw();
        return process.name();
    }

    private String loseState(PlannedFault fault) throws InterruptedException, IOException {
        BenchProcess processor = corridor.processors().get(fault.target());
        processor.kill();
        delete(corridor.stateOf(fault.target() + 1));
        last(fault);
        processor.start();
        processor.awaitReady(START_LIMIT);
        return processor.name();
    }

    private String fillBroker(PlannedFault fault) throws InterruptedException, IOException {
        BenchProcess leader = leader();
        int index = corridor.brokers().nodes().indexOf(leader);
        return fill(leader, corridor.brokers().data(index + 1), fault);
    }

    private String fill(BenchProcess process, Path directory, PlannedFault fault)
            throws InterruptedException, IOException {
        SmallDisks disk = disks.orElseThrow();
        try {
            disk.fill(directory);
            last(fault);
        } finally {
            disk.free(directory);
        }
        process.start();
        process.awaitReady(START_LIMIT);
        return process.name();
    }

    private String setClock(BenchProcess processor, Duration offset, PlannedFault fault)
            throws InterruptedException, IOException {
        FakeClocks all = clocks.orElseThrow();
        all.set(fault.target() + 1, offset);
        last(fault);
        all.set(fault.target() + 1, Duration.ZERO);
        return processor.name();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            // The directory itself may be a mounted disk.
            for (Path file : files.filter(one -> !one.equals(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static String restartInTurn(List<BenchProcess> processes) throws InterruptedException {
        for (BenchProcess process : processes) {
            process.terminate(STOP_LIMIT);
            process.start();
            process.awaitReady(START_LIMIT);
        }
        return "each";
    }

    /** The power fails: all processes but the registry end at once. The publishers wait. */
    private String restartAll(PlannedFault fault) throws InterruptedException {
        List<BenchProcess> all = Stream.concat(corridor.applications().stream(), corridor.brokers().nodes().stream())
                .toList();
        for (BenchProcess process : all) {
            process.kill();
        }
        last(fault);
        for (BenchProcess node : corridor.brokers().nodes()) {
            node.start();
        }
        for (BenchProcess node : corridor.brokers().nodes()) {
            node.awaitReady(START_LIMIT);
        }
        for (BenchProcess application : corridor.applications()) {
            application.start();
        }
        for (BenchProcess application : corridor.applications()) {
            application.awaitReady(START_LIMIT);
        }
        return "all";
    }

    private String pauseTraffic(PlannedFault fault) throws InterruptedException {
        traffic.pause();
        last(fault);
        traffic.resume();
        return "traffic";
    }
}

package dev.goldencorridor.faultbench.faults;

import dev.goldencorridor.faultbench.processes.BenchCorridor;
import dev.goldencorridor.faultbench.processes.BenchNetwork;
import dev.goldencorridor.faultbench.processes.BenchProcess;
import dev.goldencorridor.faultbench.processes.ClusterRoles;
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

    private final BenchCorridor corridor;
    private final SteadyTraffic traffic;
    private final ClusterRoles roles;
    private final Optional<NetworkFaults> network;

    /**
     * Injects nothing yet.
     *
     * @param network of the processes; empty if they have none of their own
     */
    public FaultInjector(BenchCorridor corridor, SteadyTraffic traffic, Optional<BenchNetwork> network) {
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
            case ROLLING_RESTART -> restartInTurn(corridor.applications());
            case ROLLING_BROKERS -> restartInTurn(corridor.brokers().nodes());
            case COLD_RESTART -> restartAll(fault);
            case PAUSE_TRAFFIC -> pauseTraffic(fault);
            case UNPLUG_PROCESSOR -> network.orElseThrow().unplug(processor.name(), fault.lasts());
            case UNPLUG_BROKER -> network.orElseThrow().unplug(leader().name(), fault.lasts());
            case PART_BROKERS -> partBrokers(fault);
            case PART_PROCESSOR -> network.orElseThrow().part(processor.name(), leader().name(), fault.lasts());
        };
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

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
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

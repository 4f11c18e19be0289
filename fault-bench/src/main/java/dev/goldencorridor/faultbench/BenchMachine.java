package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.faults.Means;
import dev.goldencorridor.faultbench.processes.BenchCorridor;
import dev.goldencorridor.faultbench.processes.BenchHosts;
import dev.goldencorridor.faultbench.processes.BenchNetwork;
import dev.goldencorridor.faultbench.processes.BrokerCluster;
import dev.goldencorridor.faultbench.processes.FakeClocks;
import dev.goldencorridor.faultbench.processes.SmallDisks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this machine offers for the faults of a plan.
 *
 * @param network empty if no fault needs it, or if the machine does not allow it; so are disks and clocks
 * @param canSlowLinks whether packets in this network can be delayed and dropped
 */
record BenchMachine(
        Optional<BenchNetwork> network, boolean canSlowLinks, Optional<SmallDisks> disks, Optional<FakeClocks> clocks)
        implements AutoCloseable {

    static BenchMachine prepare(List<FaultKind> kinds, Path directory) throws IOException, InterruptedException {
        Set<Means> needed = EnumSet.noneOf(Means.class);
        kinds.forEach(kind -> kind.needs().ifPresent(needed::add));
        List<String> names = new ArrayList<>(BrokerCluster.names());
        names.addAll(BenchCorridor.names());
        List<Path> disks = new ArrayList<>(BrokerCluster.dataDirectories(directory));
        disks.addAll(BenchCorridor.stateDirectories(directory));
        boolean needsNetwork = needed.contains(Means.NETWORK) || needed.contains(Means.SLOW_LINKS);
        Optional<BenchNetwork> network = needsNetwork ? BenchNetwork.create(names) : Optional.empty();
        try {
            return new BenchMachine(
                    network,
                    network.isPresent() && network.get().canSlow(),
                    needed.contains(Means.SMALL_DISKS) ? SmallDisks.mount(disks) : Optional.empty(),
                    needed.contains(Means.FAKE_CLOCKS) ? FakeClocks.create(directory) : Optional.empty());
        } catch (IOException | InterruptedException | RuntimeException e) {
            network.ifPresent(BenchNetwork::close);
            throw e;
        }
    }

    BenchHosts hosts() {
        return network.isPresent() ? network.get() : BenchHosts.LOCAL;
    }

    boolean has(Means means) {
        return switch (means) {
            case NETWORK -> network.isPresent();
            case SLOW_LINKS -> canSlowLinks;
            case SMALL_DISKS -> disks.isPresent();
            case FAKE_CLOCKS -> clocks.isPresent();
        };
    }

    boolean allows(FaultKind kind) {
        return kind.needs().map(this::has).orElse(true);
    }

    void describe(Map<String, String> parameters) {
        for (Means means : Means.values()) {
            parameters.put(means.label(), means.describe(has(means)));
        }
    }

    /** Removes everything. The processes must have ended. */
    @Override
    public void close() {
        disks.ifPresent(SmallDisks::close);
        network.ifPresent(BenchNetwork::close);
    }
}

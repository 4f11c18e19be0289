package dev.goldencorridor.faultbench.faults;

import dev.goldencorridor.faultbench.processes.BenchNetwork;
import java.time.Duration;

/** Injects and heals faults of the network. */
final class NetworkFaults {
    private final BenchNetwork network;

    NetworkFaults(BenchNetwork network) {
        this.network = network;
    }

    /** Cuts a process off from all others for a time. */
    String unplug(String process, Duration time) throws InterruptedException {
        network.unplug(process);
        Thread.sleep(time.toMillis());
        network.plug(process);
        return process;
    }

    /** Delays and drops what a process sends for a time. */
    String slow(String process, Duration time) throws InterruptedException {
        network.slow(process);
        Thread.sleep(time.toMillis());
        network.quicken(process);
        return process;
    }

    /** Keeps two processes from reaching each other for a time. */
    String part(String one, String other, Duration time) throws InterruptedException {
        network.part(one, other);
        Thread.sleep(time.toMillis());
        network.join(one, other);
        return one + ", " + other;
    }
}

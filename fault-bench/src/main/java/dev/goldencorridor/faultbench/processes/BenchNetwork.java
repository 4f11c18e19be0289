package dev.goldencorridor.faultbench.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of its own for the processes of the bench: each is in a network namespace with a virtual cable to a bridge on
 * this machine. The bench can pull a cable, and keep two processes from reaching each other. Packets then get lost
 * without an error, as in a real network. It needs root rights and Linux.
 *
 * <p>Not thread-safe.
 */
public final class BenchNetwork implements BenchHosts, AutoCloseable {
    private static final String GATEWAY = "10.231.77.1";

    private static final String PREFIX = "gcfb";
    private static final String BRIDGE = PREFIX + "0";
    private static final String SUBNET = "10.231.77.";
    private static final int FIRST_HOST = 11;

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    private BenchNetwork(List<String> processes) {
        processes.forEach(process -> numbers.put(process, numbers.size()));
    }

    /** Creates the network; empty if this machine does not allow it, or if another bench has one. */
    public static Optional<BenchNetwork> create(List<String> processes) throws InterruptedException {
        BenchNetwork network = new BenchNetwork(processes);
        network.removeUnused();
        try {
            SystemCommand.run("ip", "link", "add", BRIDGE, "type", "bridge");
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
        try {
            SystemCommand.run("ip", "addr", "add", GATEWAY + "/24", "dev", BRIDGE);
            SystemCommand.run("ip", "link", "set", BRIDGE, "up");
            for (int number : network.numbers.values()) {
                connect(number);
            }
            return Optional.of(network);
        } catch (IOException notAllowed) {
            network.close();
            return Optional.empty();
        }
    }

    /** A bench that was killed leaves its network, and the next one would find the names in use. */
    private void removeUnused() throws InterruptedException {
        for (int number : numbers.values()) {
            try {
                if (!SystemCommand.output("ip", "netns", "pids", space(number)).isBlank()) {
                    return;
                }
            } catch (IOException noSuchNamespace) {
                // The others may exist.
            }
        }
        close();
    }

    private static void connect(int number) throws IOException, InterruptedException {
        String space = space(number);
        SystemCommand.run("ip", "netns", "add", space);
        SystemCommand.run("ip", "link", "add", cable(number), "type", "veth", "peer", "name", "eth0", "netns", space);
        SystemCommand.run("ip", "link", "set", cable(number), "master", BRIDGE, "up");
        SystemCommand.run("ip", "-n", space, "addr", "add", address(number) + "/24", "dev", "eth0");
        SystemCommand.run("ip", "-n", space, "link", "set", "eth0", "up");
        SystemCommand.run("ip", "-n", space, "link", "set", "lo", "up");
    }

    @Override
    public BenchHost of(String process) {
        int number = numbers.get(process);
        return new BenchHost(address(number), List.of("ip", "netns", "exec", space(number)));
    }

    @Override
    public String gateway() {
        return GATEWAY;
    }

    /** Cuts a process off from all others. */
    public void unplug(String process) throws InterruptedException {
        mustRun("ip", "link", "set", cable(numbers.get(process)), "down");
    }

    /** Ends {@link #unplug}. */
    public void plug(String process) throws InterruptedException {
        mustRun("ip", "link", "set", cable(numbers.get(process)), "up");
    }

    /** Whether the kernel can delay and drop packets. Many small kernels are built without netem. */
    public boolean canSlow() throws InterruptedException {
        int number = numbers.values().iterator().next();
        try {
            SystemCommand.run(netem("add", number));
            SystemCommand.run(netem("del", number));
            return true;
        } catch (IOException withoutNetem) {
            return false;
        }
    }

    /** Delays all packets that a process sends by 200 ms, and drops one in twenty. */
    public void slow(String process) throws InterruptedException {
        mustRun(netem("add", numbers.get(process)));
    }

    /** Ends {@link #slow}. */
    public void quicken(String process) throws InterruptedException {
        mustRun(netem("del", numbers.get(process)));
    }

    private static String[] netem(String action, int number) {
        return new String[] {
            "tc", "-n", space(number), "qdisc", action, "dev", "eth0", "root", "netem", "delay", "200ms", "loss", "5%"
        };
    }

    /** Keeps two processes from reaching each other. Both reach all others. */
    public void part(String one, String other) throws InterruptedException {
        isolate(one, "on");
        isolate(other, "on");
    }

    /** Ends {@link #part}. */
    public void join(String one, String other) throws InterruptedException {
        isolate(one, "off");
        isolate(other, "off");
    }

    /** Ports that are isolated reach those that are not, and none that is. */
    private void isolate(String process, String state) throws InterruptedException {
        mustRun("bridge", "link", "set", "dev", cable(numbers.get(process)), "isolated", state);
    }

    private static String space(int number) {
        return PREFIX + "-" + number;
    }

    private static String cable(int number) {
        return PREFIX + "v" + number;
    }

    private static String address(int number) {
        return SUBNET + (FIRST_HOST + number);
    }

    private static void mustRun(String... command) throws InterruptedException {
        try {
            SystemCommand.run(command);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Removes the network. The processes must have ended. */
    @Override
    public void close() {
        List<String[]> commands = new ArrayList<>();
        // The cables end with their namespaces.
        numbers.values().forEach(number -> commands.add(new String[] {"ip", "netns", "del", space(number)}));
        numbers.values().forEach(number -> commands.add(new String[] {"ip", "link", "del", cable(number)}));
        commands.add(new String[] {"ip", "link", "del", BRIDGE});
        for (String[] command : commands) {
            try {
                SystemCommand.run(command);
            } catch (IOException gone) {
                // The remaining parts must be removed too.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.goldencorridor.faultbench.processes;

import java.util.List;

/**
 * Where a process of the bench runs.
 *
 * @param address the IP address at which it is reached
 * @param prefix the words before its command that move it into its network namespace; empty for none
 */
public record BenchHost(String address, List<String> prefix) {
    /** This machine's loopback address. */
    public static final BenchHost LOCAL = new BenchHost("127.0.0.1", List.of());
}

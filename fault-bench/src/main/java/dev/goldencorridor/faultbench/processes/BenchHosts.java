package dev.goldencorridor.faultbench.processes;

/** Where the processes of the bench run, by their names. */
public interface BenchHosts {
    /** All processes on this machine's loopback address. */
    BenchHosts LOCAL = new BenchHosts() {
        @Override
        public BenchHost of(String process) {
            return BenchHost.LOCAL;
        }

        @Override
        public String gateway() {
            return BenchHost.LOCAL.address();
        }
    };

    /** The host of a process, such as {@code broker 1}, {@code processor 2} or {@code sink 1}. */
    BenchHost of(String process);

    /** The address of this machine at which all processes reach it. */
    String gateway();
}

package dev.goldencorridor.faultbench.faults;

/** What this machine must offer for some faults. */
public enum Means {
    NETWORK("network faults", "each process is in a network namespace", "the processes share the loopback interface"),
    SLOW_LINKS("delay and loss", "the kernel has netem", "the kernel has no netem, or no fault needs it"),
    SMALL_DISKS("full disks", "data and state are on disks in memory", "tmpfs cannot be mounted, or no fault needs it"),
    FAKE_CLOCKS("clock jumps", "libfaketime is installed", "libfaketime is not installed, or no fault needs it");

    private final String label;
    private final String present;
    private final String absent;

    Means(String label, String present, String absent) {
        this.label = label;
        this.present = present;
        this.absent = absent;
    }

    /** The faults that need it, for people. */
    public String label() {
        return label;
    }

    /** Whether the machine offers it, and why, for the report. */
    public String describe(boolean isPresent) {
        return isPresent ? "yes, " + present : "no, " + absent;
    }
}

package dev.goldencorridor.faultbench.faults;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The kinds of faults. Each has the range of time for which it lasts until it is healed. */
public enum FaultKind {
    NONE("none (control)", 5, 10),
    KILL_PROCESSOR("processor killed", 1, 8),
    KILL_SINK("sink killed", 1, 8),
    KILL_ALERT_BRIDGE("alert bridge killed", 1, 8),
    KILL_REGISTRY("registry killed", 1, 8),
    KILL_BROKER_LEADER("broker killed: leader of most results", 2, 12),
    KILL_BROKER_CONTROLLER("broker killed: active controller", 2, 12),
    KILL_BROKER_FOLLOWER("broker killed: leader of fewest results", 2, 12),
    FREEZE_PROCESSOR("processor frozen beyond its session", 15, 30),
    FREEZE_SINK("sink frozen beyond its session", 15, 30),
    FREEZE_BROKER("broker frozen beyond its session", 12, 25),
    LOSE_STATE("processor killed, its state directory lost", 1, 4),
    FULL_DISK_BROKER("disk of a broker full: leader of most results", 5, 15),
    FULL_DISK_STATE("disk of a processor's state full", 5, 15),
    CLOCK_AHEAD("clock of a processor 10 min ahead", 10, 20),
    CLOCK_BACK("clock of a processor 10 min back", 10, 20),
    ROLLING_RESTART("rolling restart of applications", 0, 1),
    ROLLING_BROKERS("rolling restart of brokers", 0, 1),
    COLD_RESTART("everything killed and started again", 1, 4),
    PAUSE_TRAFFIC("pause in the traffic", 5, 15),
    UNPLUG_PROCESSOR("processor cut off beyond its session", 15, 30),
    UNPLUG_BROKER("broker cut off: leader of most results", 12, 25),
    SLOW_BROKER("packets of a broker delayed by 200 ms, 5 % lost: leader of most results", 15, 30),
    PART_BROKERS("two brokers cannot reach each other", 10, 20),
    PART_PROCESSOR("processor cannot reach the leader of most results", 10, 20);

    private final String label;
    private final Duration min;
    private final Duration max;

    FaultKind(String label, int minSeconds, int maxSeconds) {
        this.label = label;
        this.min = Duration.ofSeconds(minSeconds);
        this.max = Duration.ofSeconds(maxSeconds);
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** Whether a pause of the output follows from the fault itself and says nothing of the corridor. */
    public boolean isPauseOfInput() {
        return this == PAUSE_TRAFFIC;
    }

    /** Whether a reader may reach a leader that was replaced and does not know it. */
    public boolean separatesBrokers() {
        return this == PART_BROKERS;
    }

    /** What the machine must offer; empty for a fault that is possible on any. */
    public Optional<Means> needs() {
        return switch (this) {
            case UNPLUG_PROCESSOR, UNPLUG_BROKER, PART_BROKERS, PART_PROCESSOR -> Optional.of(Means.NETWORK);
            case SLOW_BROKER -> Optional.of(Means.SLOW_LINKS);
            case FULL_DISK_BROKER, FULL_DISK_STATE -> Optional.of(Means.SMALL_DISKS);
            case CLOCK_AHEAD, CLOCK_BACK -> Optional.of(Means.FAKE_CLOCKS);
            default -> Optional.empty();
        };
    }

    /** Faults at once touch different parts, so a majority of the brokers remains. A control is alone. */
    boolean isPossibleBeside(FaultKind other) {
        return Collections.disjoint(touches(), other.touches());
    }

    private Set<Part> touches() {
        return switch (this) {
            case NONE, COLD_RESTART -> EnumSet.allOf(Part.class);
            case KILL_PROCESSOR,
                    FREEZE_PROCESSOR,
                    LOSE_STATE,
                    FULL_DISK_STATE,
                    CLOCK_AHEAD,
                    CLOCK_BACK,
                    UNPLUG_PROCESSOR -> EnumSet.of(Part.PROCESSORS);
            case KILL_SINK, FREEZE_SINK -> EnumSet.of(Part.SINKS);
            case KILL_ALERT_BRIDGE -> EnumSet.of(Part.ALERT_BRIDGE);
            case KILL_REGISTRY -> EnumSet.of(Part.REGISTRY);
            case KILL_BROKER_LEADER,
                    KILL_BROKER_CONTROLLER,
                    KILL_BROKER_FOLLOWER,
                    FREEZE_BROKER,
                    FULL_DISK_BROKER,
                    ROLLING_BROKERS,
                    UNPLUG_BROKER,
                    SLOW_BROKER,
                    PART_BROKERS -> EnumSet.of(Part.BROKERS);
            case PART_PROCESSOR -> EnumSet.of(Part.BROKERS, Part.PROCESSORS);
            case ROLLING_RESTART -> EnumSet.of(Part.PROCESSORS, Part.SINKS, Part.ALERT_BRIDGE);
            case PAUSE_TRAFFIC -> EnumSet.of(Part.TRAFFIC);
        };
    }

    Duration min() {
        return min;
    }

    Duration max() {
        return max;
    }
}

package dev.goldencorridor.faultbench.faults;

/** The parts of a corridor that a fault may touch. */
enum Part {
    BROKERS,
    PROCESSORS,
    SINKS,
    ALERT_BRIDGE,
    REGISTRY,
    TRAFFIC
}

package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.benchmarks.peers.flink.FlinkHopping;
import dev.goldencorridor.benchmarks.peers.flink.FlinkRolling;
import dev.goldencorridor.benchmarks.peers.jet.JetHopping;
import dev.goldencorridor.benchmarks.peers.jet.JetRolling;
import dev.goldencorridor.benchmarks.peers.streams.CorridorRolling;
import dev.goldencorridor.benchmarks.peers.streams.StreamsHopping;
import dev.goldencorridor.benchmarks.peers.streams.StreamsSliding;
import java.util.List;

/**
 * What is compared.
 *
 * @param label its name in options and results
 * @param reading what its final answers are
 * @param volume how many trips it gets
 * @param survivesKill whether anything is left to start again from
 */
record Contender(
        String label,
        Reading reading,
        Volume volume,
        boolean survivesKill,
        Libraries libraries,
        Peer peer,
        String note) {
    /** What the others are compared with. */
    static final Contender BASE = new Contender(
            "corridor-rolling", Reading.ROLLING, Volume.ALL, true, Libraries.KAFKA, CorridorRolling::run, "the base");

    static final List<Contender> ALL = List.of(
            new Contender(
                    "raw-consume",
                    Reading.TOTAL,
                    Volume.ALL,
                    false,
                    Libraries.KAFKA,
                    RawConsume::run,
                    "no windows, no guarantee: the limit"),
            BASE,
            new Contender(
                    "streams-hopping",
                    Reading.HOPPING,
                    Volume.FEW,
                    true,
                    Libraries.KAFKA,
                    StreamsHopping::run,
                    "Streams DSL, TimeWindows; no p99"),
            new Contender(
                    "streams-sliding",
                    Reading.SLIDING,
                    Volume.FEW,
                    true,
                    Libraries.KAFKA,
                    StreamsSliding::run,
                    "Streams DSL, SlidingWindows; PT24H alone, no p99"),
            new Contender(
                    "flink-hopping",
                    Reading.HOPPING,
                    Volume.FEW,
                    true,
                    Libraries.FLINK,
                    FlinkHopping::run,
                    "SlidingEventTimeWindows; no p99"),
            new Contender(
                    "jet-hopping",
                    Reading.HOPPING,
                    Volume.FEW,
                    false,
                    Libraries.KAFKA,
                    JetHopping::run,
                    "Jet sliding windows; no p99; snapshots die with the member"),
            new Contender(
                    "flink-heap",
                    Reading.ROLLING,
                    Volume.ALL,
                    true,
                    Libraries.FLINK,
                    FlinkRolling::onHeap,
                    "our windows in keyed state, hashmap backend"),
            new Contender(
                    "flink-rocksdb",
                    Reading.ROLLING,
                    Volume.ALL,
                    true,
                    Libraries.FLINK,
                    FlinkRolling::inRocksDb,
                    "our windows in keyed state, RocksDB, incremental"),
            new Contender(
                    "jet-stateful",
                    Reading.ROLLING,
                    Volume.ALL,
                    false,
                    Libraries.KAFKA,
                    JetRolling::run,
                    "our windows in flatMapStateful; snapshots die with the member"));

    /** How many trips it gets. */
    enum Volume {
        ALL,
        /** Since it costs so much per trip. */
        FEW
    }

    static List<String> labels() {
        return ALL.stream().map(Contender::label).toList();
    }

    static Contender named(String label) {
        return ALL.stream()
                .filter(contender -> contender.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no contender is named " + label + "; there are " + String.join(", ", labels())));
    }
}

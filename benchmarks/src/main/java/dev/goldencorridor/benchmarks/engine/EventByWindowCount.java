package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cost of an event and of the evictions that it causes, by the number of windows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventByWindowCount {
    private static final List<String> ONE = List.of("PT24H");
    private static final List<String> FOUR = List.of("PT1H", "PT24H", "P7D", "P30D");
    private static final List<String> SIXTEEN = List.of(
            "PT1H", "PT2H", "PT3H", "PT4H", "PT6H", "PT8H", "PT12H", "PT18H", "PT24H", "P2D", "P3D", "P5D", "P7D",
            "P10D", "P14D", "P30D");

    @Param({"1", "4", "16"})
    private int windows;

    private EventStream stream;

    @Setup
    public void fill() {
        stream = new EventStream(
                Stream.of(ONE, FOUR, SIXTEEN)
                        .filter(names -> names.size() == windows)
                        .findFirst()
                        .orElseThrow()
                        .stream()
                        .map(Window::of)
                        .toList());
    }

    @Benchmark
    public Pane event() {
        return stream.take();
    }
}

package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.Window;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cost of an event and of the evictions that it causes, by the length of the only window. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventByWindowLength {
    @Param({"PT1H", "PT24H", "P7D", "P30D", "P90D", "P365D"})
    private String length;

    private EventStream stream;

    @Setup
    public void fill() {
        stream = new EventStream(List.of(Window.of(length)));
    }

    @Benchmark
    public Pane event() {
        return stream.take();
    }
}

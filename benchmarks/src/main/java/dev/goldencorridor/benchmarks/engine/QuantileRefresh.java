package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.windows.Durations;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Three quantiles of the clearance in each of four windows; alone, and after an event has changed them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QuantileRefresh {
    private EventStream stream;

    @Setup
    public void fill() {
        stream = new EventStream(
                Stream.of("PT1H", "PT24H", "P7D", "P30D").map(Window::of).toList());
    }

    @Benchmark
    public void refresh(Blackhole told) {
        List<WindowSum> sums = stream.dimension().sums();
        for (WindowSum sum : sums) {
            Durations clearance = sum.durations(DurationKind.CLEARANCE);
            told.consume(clearance.quantile(0.50));
            told.consume(clearance.quantile(0.90));
            told.consume(clearance.quantile(0.99));
        }
    }

    @Benchmark
    public void eventAndRefresh(Blackhole told) {
        told.consume(stream.take());
        refresh(told);
    }
}

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

/** Cost of three quantiles of the clearance in each of four windows, alone and after an event. */
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
    public void refresh(Blackhole sink) {
        List<WindowSum> sums = stream.dimension().sums();
        for (WindowSum sum : sums) {
            Durations clearance = sum.durations(DurationKind.CLEARANCE);
            sink.consume(clearance.quantile(0.50));
            sink.consume(clearance.quantile(0.90));
            sink.consume(clearance.quantile(0.99));
        }
    }

    @Benchmark
    public void eventAndRefresh(Blackhole sink) {
        sink.consume(stream.take());
        refresh(sink);
    }
}

package dev.goldencorridor.benchmarks.harness;

/** Something keeps a benchmark from measuring. The message says what. */
public final class BenchmarkException extends RuntimeException {
    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}

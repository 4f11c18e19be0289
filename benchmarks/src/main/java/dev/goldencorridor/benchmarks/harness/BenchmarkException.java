package dev.goldencorridor.benchmarks.harness;

/** A benchmark cannot measure; the message names the cause. */
public final class BenchmarkException extends RuntimeException {
    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}

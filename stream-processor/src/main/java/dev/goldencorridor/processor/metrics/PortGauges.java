package dev.goldencorridor.processor.metrics;

import dev.goldencorridor.runtime.metrics.GaugeFamily;

/** The gauges of the trains at one port. For the task that counts the port. */
public record PortGauges(GaugeFamily.Cell open, GaugeFamily.Cell present, GaugeFamily.Cell oldestOpen)
        implements AutoCloseable {
    private static final double MILLIS_IN_SECOND = 1e3;

    /**
     * Sets all gauges of the port.
     *
     * @param oldestOpenMillis how long the longest-waiting train has waited; 0 if none waits
     */
    public void set(long openTrains, long presentTrains, long oldestOpenMillis) {
        open.set((double) openTrains);
        present.set((double) presentTrains);
        oldestOpen.set(oldestOpenMillis / MILLIS_IN_SECOND);
    }

    @Override
    public void close() {
        open.close();
        present.close();
        oldestOpen.close();
    }
}

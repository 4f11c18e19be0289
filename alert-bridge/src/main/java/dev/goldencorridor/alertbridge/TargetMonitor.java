package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.tracing.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** The metrics, the spans and the heartbeat of the feed of one target. Thread-safe. */
final class TargetMonitor {
    /** Requests by their result. */
    static final MetricDeclaration REQUESTS = MetricDeclaration.counter(
            "corridor_alert_requests_total",
            "Requests to an alerting service; refused ones are not repeated, failed ones are",
            "target",
            "result");

    /** How long requests take. */
    static final MetricDeclaration SECONDS = MetricDeclaration.histogram(
            "corridor_alert_request_seconds",
            "Time until the alerting service has answered a request, or until it was given up",
            List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
            "target");

    private static final String APPLICATION = "alerts";
    private static final double NANOS_IN_SECOND = 1e9;

    private final String name;
    private final Metrics metrics;
    private final Tracing tracing;
    private final Heartbeat heartbeat;
    private final Counter accepted;
    private final Counter refused;
    private final Counter failed;
    private final DistributionSummary seconds;

    /**
     * @param tracing records the requests
     * @param name a short name of the target that is unique in the process
     * @param maxTurn the longest turn of the feed's loop; a longer one means that it hangs
     */
    TargetMonitor(Monitoring monitoring, Tracing tracing, String name, Duration maxTurn) {
        this.name = name;
        this.tracing = tracing;
        this.metrics = monitoring.metrics();
        this.heartbeat = monitoring.health().heartbeat(APPLICATION + "/" + name, maxTurn);
        this.accepted = metrics.counter(REQUESTS, name, "accepted");
        this.refused = metrics.counter(REQUESTS, name, "refused");
        this.failed = metrics.counter(REQUESTS, name, "failed");
        this.seconds = metrics.histogram(SECONDS, name);
    }

    Tracing tracing() {
        return tracing;
    }

    /** A turn of the feed's loop begins. */
    void turn() {
        heartbeat.beat();
    }

    void answered(HttpResult result, long nanos) {
        seconds.record(nanos / NANOS_IN_SECOND);
        if (result.isSuccess()) {
            accepted.increment();
        } else if (result.isRefusal()) {
            refused.increment();
        } else {
            failed.increment();
        }
    }

    /** @param client what the feed uses the client for */
    void kafka(String client, Map<MetricName, ? extends Metric> source) {
        metrics.kafka(APPLICATION, name + "-" + client, () -> source);
    }
}

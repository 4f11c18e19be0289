package dev.goldencorridor.runtime.tracing;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.metrics.MetricDeclaration;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Records the spans of one application and exports them in the background. A span has a parent: the {@code traceparent}
 * of a record. Its sampled flag decides whether the span is recorded. Without a parent, the share of the settings
 * decides. Recording never blocks. Thread-safe.
 *
 * <p>Off by default. Then {@link #isRecorded} is false for each parent, so that a caller does no more than ask.
 */
public final class Tracing implements AutoCloseable {
    static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final String SCOPE = "dev.goldencorridor";
    private static final String SYSTEM = "messaging.system";
    private static final String OPERATION_NAME = "messaging.operation.name";
    private static final String OPERATION_TYPE = "messaging.operation.type";
    private static final String DESTINATION = "messaging.destination.name";
    private static final String UNPACKED = "development";

    private static final int TRACE_ID_BEGIN = 3;
    private static final int SPAN_ID_BEGIN = 36;
    private static final int FLAGS_BEGIN = 53;

    private static final Tracing OFF =
            new Tracing(Optional.empty(), TracerProvider.noop().get(SCOPE));

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Tracing(Optional<SdkTracerProvider> provider, Tracer tracer) {
        this.provider = provider;
        this.tracer = tracer;
    }

    /** Records nothing. */
    public static Tracing off() {
        return OFF;
    }

    /**
     * Records spans if the settings name a collector.
     *
     * @param application the command that runs the application; the service's name is {@code corridor-} and this
     * @param settings their definition includes {@link TracingSettings#defineIn}
     * @param metrics counts the spans
     */
    public static Tracing open(String application, Settings settings, Metrics metrics) {
        SpanCounters counters = new SpanCounters(metrics, application);
        String endpoint = settings.string(TracingSettings.ENDPOINT_CONFIG);
        if (endpoint.isEmpty()) {
            return OFF;
        }
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(EXPORT_TIMEOUT)
                .setConnectTimeout(EXPORT_TIMEOUT)
                .build();
        return open(application, exporter, settings.decimal(TracingSettings.SAMPLING_CONFIG), counters);
    }

    /**
     * Records spans and hands them to this exporter: for tests.
     *
     * @param share of the traces without a parent that are recorded, from 0 to 1
     */
    public static Tracing to(SpanExporter exporter, String application, double share, Metrics metrics) {
        return open(application, exporter, share, new SpanCounters(metrics, application));
    }

    private static Tracing open(String application, SpanExporter exporter, double share, SpanCounters counters) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.namespace", "golden-corridor")
                        .put("service.name", "corridor-" + application)
                        .put("service.version", version())
                        .build()))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(new BoundedSpans(exporter, counters))
                .build();
        return new Tracing(Optional.of(provider), provider.get(SCOPE));
    }

    /** The metrics that this package declares. */
    public static List<MetricDeclaration> declarations() {
        return List.of(SpanCounters.SPANS);
    }

    public boolean isOn() {
        return provider.isPresent();
    }

    /**
     * Whether a span with this parent may be recorded.
     *
     * @param parent a valid {@code traceparent}; null if there is none, so that the span would begin a trace
     */
    public boolean isRecorded(byte[] parent) {
        return provider.isPresent() && (parent == null || TraceParent.isSampled(parent));
    }

    /** Begins a span now. */
    public MessageSpan begin(MessageOperation operation, String topic, byte[] parent) {
        return new MessageSpan(builder(operation, topic, parent).startSpan());
    }

    /**
     * Begins a span at a time in the past.
     *
     * @param topic a topic, or the pattern of several ones: a span's name has few values
     * @param parent a valid {@code traceparent}; null to begin a trace
     * @param millis since 1970-01-01T00:00Z
     */
    public MessageSpan beginAt(MessageOperation operation, String topic, byte[] parent, long millis) {
        return new MessageSpan(builder(operation, topic, parent)
                .setStartTimestamp(millis, TimeUnit.MILLISECONDS)
                .startSpan());
    }

    private SpanBuilder builder(MessageOperation operation, String topic, byte[] parent) {
        return tracer.spanBuilder(operation.operationName() + " " + topic)
                .setSpanKind(operation.kind())
                .setParent(contextOf(parent))
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION_NAME, operation.operationName())
                .setAttribute(OPERATION_TYPE, operation.operationType())
                .setAttribute(DESTINATION, topic);
    }

    private static Context contextOf(byte[] parent) {
        if (parent == null) {
            return Context.root();
        }
        String text = new String(parent, StandardCharsets.US_ASCII);
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        text.substring(TRACE_ID_BEGIN, SPAN_ID_BEGIN - 1),
                        text.substring(SPAN_ID_BEGIN, FLAGS_BEGIN - 1),
                        TraceFlags.fromHex(text, FLAGS_BEGIN),
                        TraceState.getDefault())));
    }

    private static String version() {
        return Optional.ofNullable(Tracing.class.getPackage().getImplementationVersion())
                .orElse(UNPACKED);
    }

    /** Exports the ended spans now and waits for the answer, for a limited time. Returns whether all were taken. */
    public boolean flush() {
        return provider.map(SdkTracerProvider::forceFlush)
                .orElse(CompletableResultCode.ofSuccess())
                .join(EXPORT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .isSuccess();
    }

    /** Exports the ended spans, for a limited time. Later spans are dropped. Another call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        CompletableResultCode unused = provider.map(SdkTracerProvider::shutdown)
                .orElse(CompletableResultCode.ofSuccess())
                .join(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}

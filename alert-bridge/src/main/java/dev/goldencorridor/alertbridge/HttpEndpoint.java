package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.TraceParent;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests to one target. Every failure of the target becomes a result, never an exception. Thread-safe. */
final class HttpEndpoint {
    private static final int MAX_DETAIL_CHARS = 300;

    private final HttpClient client;
    private final Target target;
    private final String contentType;
    private final Duration timeout;
    private final Duration maxRetryAfter;
    private final Clock clock;
    private final TargetMonitor monitor;

    /**
     * @param maxRetryAfter upper bound for the pause that the target requests
     * @param monitor counts the requests
     */
    HttpEndpoint(
            Target target,
            String contentType,
            Duration timeout,
            Duration maxRetryAfter,
            Clock clock,
            TargetMonitor monitor) {
        // Over plain HTTP, HTTP/2 needs an upgrade request that some servers reject. A redirect would lose the body.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        this.target = target;
        this.contentType = contentType;
        this.timeout = timeout;
        this.maxRetryAfter = maxRetryAfter;
        this.clock = clock;
        this.monitor = monitor;
    }

    /**
     * Sends a request. The future always completes with a result, within about the timeout.
     *
     * @param records the alerts that the request carries; the receiver may continue the trace of a single one
     */
    CompletableFuture<HttpResult> post(byte[] body, List<TracedRecord> records) {
        RequestSpans spans = RequestSpans.begin(monitor.tracing(), target, records);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.endpoint())
                .timeout(timeout)
                .header("Content-Type", contentType)
                .header("User-Agent", "golden-corridor")
                .POST(BodyPublishers.ofByteArray(body));
        target.credentials()
                .ifPresent(credentials -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
        byte[] traceParent = spans.header();
        if (traceParent != null) {
            request.header(TraceParent.HEADER, new String(traceParent, StandardCharsets.US_ASCII));
        }
        long sentAt = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        // The timeout of the request covers only the response headers; the body may never arrive.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure == null) {
                        return result(response);
                    }
                    exchange.cancel(true);
                    return new HttpResult(0, reason(failure), Optional.empty());
                })
                .thenApply(result -> {
                    monitor.answered(result, System.nanoTime() - sentAt);
                    spans.end(result);
                    return result;
                });
    }

    private HttpResult result(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .trim();
        return new HttpResult(
                response.statusCode(),
                text.length() > MAX_DETAIL_CHARS ? text.substring(0, MAX_DETAIL_CHARS) + " …" : text,
                response.headers().firstValue("Retry-After").flatMap(this::retryAfter));
    }

    /** Parses seconds or a date; any other value is ignored. */
    private Optional<Duration> retryAfter(String header) {
        try {
            Duration requested = header.trim().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.trim()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (requested.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(requested.compareTo(maxRetryAfter) < 0 ? requested : maxRetryAfter);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof TimeoutException ? "no answer within " + timeout : cause.toString();
    }
}

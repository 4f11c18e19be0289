package dev.goldencorridor.alertbridge;

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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends to one target and tells what came of it; never throws for what a target does. Safe for use by several threads. */
final class HttpEndpoint {
    private static final int SHOWN_OF_ANSWER = 300;

    private final HttpClient client;
    private final Target target;
    private final String contentType;
    private final Duration timeout;
    private final Duration longestRetryAfter;
    private final Clock clock;

    /** @param longestRetryAfter whoever asks to be left alone for longer is tried again all the same */
    HttpEndpoint(Target target, String contentType, Duration timeout, Duration longestRetryAfter, Clock clock) {
        // Over plain HTTP an attempt at HTTP/2 is an upgrade that some servers stumble over; redirects would lose the
        // body.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        this.target = target;
        this.contentType = contentType;
        this.timeout = timeout;
        this.longestRetryAfter = longestRetryAfter;
        this.clock = clock;
    }

    /** The future always completes with an answer, within about the timeout. */
    CompletableFuture<HttpResult> post(byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.endpoint())
                .timeout(timeout)
                .header("Content-Type", contentType)
                .header("User-Agent", "golden-corridor")
                .POST(BodyPublishers.ofByteArray(body));
        target.credentials()
                .ifPresent(credentials -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        // The request's own timeout ends when the head of the answer is there; its body may never come.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure == null) {
                        return answer(response);
                    }
                    exchange.cancel(true);
                    return new HttpResult(0, reason(failure), Optional.empty());
                });
    }

    private HttpResult answer(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .trim();
        return new HttpResult(
                response.statusCode(),
                text.length() > SHOWN_OF_ANSWER ? text.substring(0, SHOWN_OF_ANSWER) + " …" : text,
                response.headers().firstValue("Retry-After").flatMap(this::retryAfter));
    }

    /** Seconds or a date; what is neither is no wish. */
    private Optional<Duration> retryAfter(String header) {
        try {
            Duration wish = header.trim().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.trim()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (wish.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(wish.compareTo(longestRetryAfter) < 0 ? wish : longestRetryAfter);
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

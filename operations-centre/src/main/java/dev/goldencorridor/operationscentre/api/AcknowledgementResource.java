package dev.goldencorridor.operationscentre.api;

import dev.goldencorridor.operationscentre.state.AlertArchive;
import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.JsonValue;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.wire.AggregateJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code alerts/{key}/acknowledgement}: POST takes charge of a raised alert, DELETE withdraws that. */
public final class AcknowledgementResource implements WritableResource {
    private static final int MAX_BY_CHARS = 100;
    private static final int MAX_ACKNOWLEDGEMENT_REASON_CHARS = 500;
    private static final Duration MAX_ACKNOWLEDGED = Duration.ofDays(366);

    private final Board board;
    private final Authority authority;
    private final AcknowledgementLog log;
    private final InstantSource clock;

    public AcknowledgementResource(Board board, Authority authority, AcknowledgementLog log, InstantSource clock) {
        this.board = board;
        this.authority = authority;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Reply change(WriteRequest request) {
        List<String> path = request.path();
        boolean isHere = path.size() >= 3
                && path.get(0).equals("alerts")
                && path.get(path.size() - 1).equals("acknowledgement");
        if (!isHere) {
            throw new Problem(
                    405, "Method not allowed", request.method() + " is not possible here", "see /api/v1/openapi.json");
        }
        Optional<String> user = authority.userOf(request);
        String key = String.join("/", path.subList(1, path.size() - 1));
        return switch (request.method()) {
            case "POST" -> acknowledge(key, user, request.body());
            case "DELETE" -> {
                log.withdraw(key);
                yield Reply.of(204, "application/json", "");
            }
            default ->
                throw new Problem(
                        405, "Method not allowed", request.method() + " is not possible", "use POST or DELETE");
        };
    }

    private Reply acknowledge(String key, Optional<String> user, String body) {
        JsonValue alert = board.state()
                .alerts()
                .find(key)
                .map(AlertArchive.Archived::latest)
                .map(JsonValue::parse)
                .orElseThrow(
                        () -> Problem.notFound("no alert has the key '" + key + "'", "list them with /api/v1/alerts"));
        if (!alert.textOrEmpty("state").equals("RAISED")) {
            throw new Problem(
                    409, "Conflict", "the alert '" + key + "' has cleared", "there is nothing to acknowledge any more");
        }
        JsonValue entered = parse(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Acknowledgement acknowledgement = new Acknowledgement(
                key,
                alert.instant("raisedAt").orElse(now),
                text("by", user.or(() -> entered.text("by")).orElse(""), MAX_BY_CHARS, true),
                text("reason", entered.textOrEmpty("reason"), MAX_ACKNOWLEDGEMENT_REASON_CHARS, false),
                until(entered, now),
                now);
        log.save(acknowledgement);
        return Reply.of(201, "application/json", new String(AggregateJson.of(acknowledgement), StandardCharsets.UTF_8));
    }

    private static JsonValue parse(String body) {
        try {
            return JsonValue.parse(body);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage(), "send {\"by\": …, \"reason\": …, \"until\": … or null}");
        }
    }

    private static String text(String field, String text, int maxChars, boolean required) {
        String trimmed = text.trim();
        if ((required && trimmed.isEmpty()) || trimmed.length() > maxChars) {
            throw Problem.badRequest(
                    "'" + field + "' has " + trimmed.length() + " characters",
                    "send " + (required ? 1 : 0) + " to " + maxChars + " characters");
        }
        if (trimmed.chars().anyMatch(Character::isISOControl)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(trimmed)) {
            throw Problem.badRequest("'" + field + "' has a character that is no text", "remove it");
        }
        return trimmed;
    }

    private static Instant until(JsonValue entered, Instant now) {
        Optional<String> text = entered.text("until");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant until = Instant.parse(text.get()).truncatedTo(ChronoUnit.MILLIS);
            if (until.isAfter(now) && !until.isAfter(now.plus(MAX_ACKNOWLEDGED))) {
                return until;
            }
        } catch (DateTimeException e) {
            // Reported below, as a time out of range is.
        }
        throw Problem.badRequest(
                "'until' is '" + text.get() + "'",
                "send an instant in UTC after now, at most " + MAX_ACKNOWLEDGED.toDays() + " days ahead, or null");
    }
}

package dev.goldencorridor.operationscentre;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** A board that cannot go on ends, and says why. No broker answers in these tests. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BoardFailureTest {
    private final BrokenClock clock = new BrokenClock();
    private final StringWriter errors = new StringWriter();
    private final BoardCommand command = new BoardCommand();

    @Test
    void aFailedThreadMakesTheProcessNotLiveAndEndsTheBoardWithACode() throws Exception {
        Settings settings = settings();
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.BOARD, settings);
                BoardApplication board = BoardApplication.start(settings, monitoring, clock)) {
            assertThat(live(monitoring).statusCode()).isEqualTo(200);
            clock.isBroken = true;

            assertThat(serve(board)).isEqualTo(1);

            assertThat(errors).asString().contains("the board cannot go on", "board-viewers", "the clock is broken");
            assertThat(live(monitoring).statusCode()).isEqualTo(503);
            assertThat(live(monitoring).body()).contains("\"name\":\"board-viewers\",\"status\":\"DOWN\"", "the clock");
        }
    }

    @Test
    void aBoardWithoutBrokersIsLiveAndClosesAtOnceWithoutAFailure() throws Exception {
        Settings settings = settings();
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.BOARD, settings)) {
            BoardApplication board = BoardApplication.start(settings, monitoring, clock);
            assertThat(live(monitoring).statusCode()).isEqualTo(200);
            board.close();
            assertThat(serve(board)).isZero();
            assertThat(errors).asString().isEmpty();
            assertThat(live(monitoring).statusCode()).isEqualTo(200);
        }
    }

    private int serve(BoardApplication board) {
        new CommandLine(command).setErr(new PrintWriter(errors, true)).setOut(new PrintWriter(new StringWriter()));
        return command.serve(board);
    }

    private static Settings settings() {
        return Settings.of(
                BoardSettings.definition(),
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "schema.registry.url",
                        "http://127.0.0.1:1",
                        BoardSettings.PORT_CONFIG,
                        "0"));
    }

    private static HttpResponse<String> live(Monitoring monitoring) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        monitoring.address().orElseThrow().resolve("/health/live"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The thread that serves the viewers reads the time once a second. */
    private static final class BrokenClock extends Clock {
        private volatile boolean isBroken;

        @Override
        public Instant instant() {
            if (isBroken) {
                throw new AssertionError("the clock is broken");
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

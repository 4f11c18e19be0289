package dev.goldencorridor.endtoend;

import static dev.goldencorridor.endtoend.DelayTopics.cleared;
import static dev.goldencorridor.endtoend.DelayTopics.key;
import static dev.goldencorridor.endtoend.DelayTopics.overdue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Boards on a real broker and registry. Their delay topics have unique names. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BoardIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** The aim is one second. A machine that builds four modules at once may need longer. */
    private static final Duration MAX_ACKNOWLEDGEMENT = Duration.ofSeconds(10);

    private static final int ACKNOWLEDGEMENTS = 10;

    private final String prefix = TopicCatalogue.DELAYS_PREFIX + STACK.unique("board") + "-";

    @Test
    void theStateIsExactAfterTopicsAppearAndAreCreatedAgain() throws Exception {
        try (BoardClient board = new BoardClient(STACK.endpoints());
                Registry registry = registry();
                DelayTopics topics = new DelayTopics(prefix, STACK.client(), registry)) {
            topics.create("khorgos");
            topics.writeAvro("khorgos", overdue("X1", "MINOR"));
            topics.writeJson("khorgos", overdue("X2", "MAJOR"));
            topics.writeAvro("khorgos", cleared(overdue("X2", "MAJOR")));
            topics.write("khorgos", "CNHRS|bad|X", new byte[] {0, 1});
            awaitAlerts(board, "X1 RAISED", "X2 CLEARED");

            topics.write("khorgos", key(overdue("X2", "MAJOR").build()), null);
            awaitAlerts(board, "X1 RAISED");

            // The new topic is longer than the position in the former one.
            topics.recreate("khorgos");
            for (int train = 3; train < 12; train++) {
                topics.writeAvro("khorgos", overdue("X" + train, "MINOR"));
            }
            topics.create("alashankou");
            topics.writeAvro("alashankou", overdue("X12", "MINOR"));
            awaitAlerts(
                    board,
                    "X10 RAISED",
                    "X11 RAISED",
                    "X12 RAISED",
                    "X3 RAISED",
                    "X4 RAISED",
                    "X5 RAISED",
                    "X6 RAISED",
                    "X7 RAISED",
                    "X8 RAISED",
                    "X9 RAISED");
        }
    }

    @Test
    void anAcknowledgementReachesEveryDesk() throws Exception {
        createAcknowledgements();
        try (BoardClient one = new BoardClient(STACK.endpoints());
                BoardClient other = new BoardClient(STACK.endpoints());
                BoardViewer desk = one.view();
                BoardViewer otherDesk = other.view();
                Registry registry = registry();
                DelayTopics topics = new DelayTopics(prefix, STACK.client(), registry)) {
            topics.create("khorgos");
            List<String> alerts = raise(topics);
            for (String alert : alerts) {
                await().atMost(LIMIT).until(() -> desk.has(prefix + "khorgos", alert));
                await().atMost(LIMIT).until(() -> otherDesk.has(prefix + "khorgos", alert));
            }
            List<Long> millis = new ArrayList<>();
            for (String alert : alerts) {
                long sent = System.nanoTime();
                assertThat(one.acknowledge(alert, "desk 1")).isEqualTo(201);
                for (BoardViewer viewer : List.of(desk, otherDesk)) {
                    await().atMost(LIMIT)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> viewer.has(TopicCatalogue.ACKNOWLEDGEMENTS, alert));
                    long nanos = viewer.arrival(TopicCatalogue.ACKNOWLEDGEMENTS, alert) - sent;
                    millis.add(TimeUnit.NANOSECONDS.toMillis(nanos));
                }
            }
            System.out.println("milliseconds until each acknowledgement was on both desks, in turn: " + millis);
            assertThat(millis).allMatch(time -> time < MAX_ACKNOWLEDGEMENT.toMillis());
            assertThat(other.get(BoardClient.alertPath(alerts.get(0)))
                            .at("/acknowledgement/by")
                            .asText())
                    .isEqualTo("desk 1");
        }
    }

    /** The keys of new alerts. */
    private static List<String> raise(DelayTopics topics) throws Exception {
        List<String> alerts = new ArrayList<>();
        for (int i = 0; i < ACKNOWLEDGEMENTS; i++) {
            String train = STACK.unique("X");
            topics.writeAvro("khorgos", overdue(train, "MAJOR"));
            alerts.add(key(overdue(train, "MAJOR").build()));
        }
        return alerts;
    }

    private void awaitAlerts(BoardClient board, String... expected) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(board.get("/api/v1/alerts?facility=CNHRS"))
                .filteredOn(alert -> alert.get("topic").asText().startsWith(prefix))
                .extracting(alert -> alert.get("trainNumber").asText() + " "
                        + alert.get("state").asText())
                .containsExactly(expected));
    }

    private static Registry registry() {
        return Registry.connect(BoardClient.settings(STACK.endpoints()), Duration.ofSeconds(10));
    }

    private static void createAcknowledgements() throws Exception {
        try (Admin admin = Admin.create(STACK.client())) {
            if (!admin.listTopics().names().get().contains(TopicCatalogue.ACKNOWLEDGEMENTS)) {
                admin.createTopics(List.of(new NewTopic(TopicCatalogue.ACKNOWLEDGEMENTS, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }
}

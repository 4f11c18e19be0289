package dev.goldencorridor.processor.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.RejectOutcome;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The ledger agrees with a slow recount of everything that was added, in any order. */
class RejectLedgerPropertyTest {
    private static final List<String> TOPICS = List.of("movements.khorgos", "movements.alashankou");
    private static final List<RejectReason> REASONS =
            List.of(RejectReason.FACILITY_NOT_ALLOWED, RejectReason.NOT_A_CODE, RejectReason.TOO_MANY_REPORTS);

    private record Accepted(UUID event, RejectId id, long at) {}

    @Property(tries = 300)
    void theStatesAreThoseOfARecount(@ForAll long seed) {
        Random random = new Random(seed);
        RejectLedger ledger = new RejectLedger(1_000);
        List<Object> added = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            RejectId id = new RejectId(TOPICS.get(random.nextInt(2)), random.nextInt(2), 10L * random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> {
                    Reject reject = reject(id, i, REASONS.get(id.partition()), eventOf(id.offset()));
                    added.add(reject);
                    ledger.add(reject);
                }
                case 1 -> {
                    if (random.nextInt(5) == 0) {
                        added.add(id);
                        ledger.decide(id.key(), outcome(id));
                    }
                }
                default -> {
                    // No reject has such an offset.
                    RejectId other = new RejectId(id.topic(), id.partition(), id.offset() + 1 + random.nextInt(9));
                    Accepted accepted = new Accepted(eventOf(10L * random.nextInt(6)), other, random.nextInt(60));
                    added.add(accepted);
                    ledger.accepted(accepted.event, accepted.id, accepted.at);
                }
            }
        }
        Map<RejectId, RejectState> states = new HashMap<>();
        ledger.entries().forEach(entry -> states.put(entry.reject().id(), entry.state()));
        assertThat(states).isEqualTo(recount(added));
    }

    /** The state of each reject: decided, or else healed by a record that was added after it, or else open. */
    private static Map<RejectId, RejectState> recount(List<Object> added) {
        Map<RejectId, RejectState> states = new HashMap<>();
        for (int i = 0; i < added.size(); i++) {
            if (added.get(i) instanceof Reject reject && !states.containsKey(reject.id())) {
                boolean isHealed = added.subList(i, added.size()).stream()
                        .anyMatch(other -> other instanceof Accepted accepted
                                && accepted.event.equals(reject.eventId())
                                && isLater(reject, accepted));
                states.put(
                        reject.id(),
                        added.contains(reject.id())
                                ? RejectState.DISCARDED
                                : isHealed ? RejectState.HEALED : RejectState.OPEN);
            }
        }
        return states;
    }

    private static UUID eventOf(long offset) {
        return new UUID(0, offset % 40);
    }

    private static boolean isLater(Reject reject, Accepted accepted) {
        RejectId id = reject.id();
        if (!id.topic().equals(accepted.id.topic())) {
            return reject.reason().equals("FACILITY_NOT_ALLOWED") && accepted.at >= reject.receivedAt();
        }
        return id.partition() == accepted.id.partition()
                ? accepted.id.offset() > id.offset()
                : accepted.at >= reject.receivedAt();
    }

    @Example
    void aRecordThatALaterStepRejectsHealsNothing() {
        RejectLedger ledger = new RejectLedger(10);
        RejectId first = new RejectId(TOPICS.get(0), 0, 1);
        RejectId second = new RejectId(TOPICS.get(0), 0, 2);
        ledger.add(reject(first, 1, RejectReason.TOO_MANY_REPORTS, new UUID(0, 1)));
        ledger.accepted(new UUID(0, 1), second, 2);
        assertThat(ledger.find(first).orElseThrow().state()).isEqualTo(RejectState.HEALED);
        ledger.add(reject(second, 2, RejectReason.TOO_MANY_REPORTS, new UUID(0, 1)));
        assertThat(ledger.find(first).orElseThrow().state()).isEqualTo(RejectState.OPEN);
        assertThat(ledger.oldestUnhealed()).hasValue(1);
    }

    @Example
    void aTombstoneOpensADecidedRejectAgain() {
        RejectLedger ledger = new RejectLedger(10);
        RejectId id = new RejectId(TOPICS.get(0), 0, 1);
        ledger.decide(id.key(), outcome(id));
        ledger.add(reject(id, 1, RejectReason.NOT_A_CODE, new UUID(0, 1)));
        assertThat(ledger.find(id).orElseThrow().state()).isEqualTo(RejectState.DISCARDED);
        assertThat(ledger.oldestUnhealed()).isEmpty();
        ledger.decide(id.key(), null);
        assertThat(ledger.find(id).orElseThrow().isOpen()).isTrue();
        assertThat(ledger.mayHeal(new UUID(0, 1))).isTrue();
    }

    @Example
    void aSecondRejectionOfTheSameRecordIsTheSameReject() {
        RejectLedger ledger = new RejectLedger(10);
        RejectId id = new RejectId(TOPICS.get(0), 0, 5);
        ledger.add(reject(id, 1, RejectReason.NOT_A_CODE, new UUID(0, 1)));
        ledger.add(reject(id, 1, RejectReason.NOT_A_CODE, new UUID(0, 1)));
        ledger.add(reject(id, 2, RejectReason.NOT_A_CODE, new UUID(0, 1)));
        assertThat(ledger.entries()).hasSize(1);
        assertThat(ledger.find(id).orElseThrow().times()).isEqualTo(2);
        assertThat(ledger.find(id).orElseThrow().reject().offset()).isEqualTo(2);
    }

    @Example
    void aPublisherThatFillsTheLedgerHidesNoOtherOne() {
        RejectLedger ledger = new RejectLedger(3);
        for (int offset = 0; offset < 10; offset++) {
            ledger.add(reject(new RejectId(TOPICS.get(0), 0, offset), offset, RejectReason.NULL_VALUE, null));
        }
        ledger.add(reject(new RejectId(TOPICS.get(1), 0, 0), 11, RejectReason.NULL_VALUE, null));
        assertThat(ledger.entries()).hasSize(4);
        assertThat(ledger.isFull("khorgos")).isTrue();
        ledger.forgetBefore(11);
        assertThat(ledger.entries()).hasSize(1);
        assertThat(ledger.isFull("khorgos")).isFalse();
    }

    private static Reject reject(RejectId id, int at, RejectReason reason, UUID event) {
        return new Reject(id, 0, at, reason.name(), "a fault", id.offset(), at, event);
    }

    private static RejectOutcome outcome(RejectId id) {
        return RejectOutcome.newBuilder()
                .setTopic(id.topic())
                .setPartition(id.partition())
                .setOffset(id.offset())
                .setOutcome("DISCARDED")
                .setDecidedAt(Instant.EPOCH)
                .build();
    }
}

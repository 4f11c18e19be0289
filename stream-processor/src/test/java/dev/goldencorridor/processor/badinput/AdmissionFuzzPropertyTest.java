package dev.goldencorridor.processor.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.movements.MovementContract;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Mutated records: none makes the admission throw, take long or allocate much. Each bad record is rejected with a
 * reason, and each good one is admitted as it was written. {@code -Dfuzz.inputs=10000000} runs more of them.
 * Jqwik prints the seed of a failure, which repeats it.
 */
class AdmissionFuzzPropertyTest {
    private static final int TRIES = 1_000;
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 100_000);
    private static final List<String> READABLE = List.of("without-plan", "with-remark", "reversed", "documented");
    private static final long MAX_ALLOCATED_BYTES = 64L << 20;
    private static final long MAX_NANOS = Duration.ofSeconds(10).toNanos();

    private static final AdmissionBench BENCH = new AdmissionBench();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static long mostAllocated;
    private static long longest;
    private static int admitted;
    private static int rejected;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void noMutatedRecordDoesHarm(@ForAll long seed) {
        for (int input = 0; input < INPUTS / TRIES; input++) {
            try {
                judgeOne(new Random(seed + input));
            } catch (RuntimeException e) {
                throw new AssertionError("input " + input + " of seed " + seed, e);
            }
        }
    }

    @AfterContainer
    static void bothVerdictsAreFrequent() {
        assertThat(admitted).as("admitted").isGreaterThan(INPUTS / 5);
        assertThat(rejected).as("rejected").isGreaterThan(INPUTS / 5);
        System.out.printf(
                "fuzz: %d admitted, %d rejected; most allocated %d bytes, longest %d us%n",
                admitted, rejected, mostAllocated, longest / 1_000);
    }

    private void judgeOne(Random random) {
        TrainMovement movement = new RandomMovements(random).next();
        Mutation mutation = new Mutation(random, BENCH);
        switch (random.nextInt(5)) {
            case 0 -> assertAdmitted(movement, BENCH.encode(movement));
            case 1 -> assertAdmittedByAnotherSchema(movement, READABLE.get(random.nextInt(READABLE.size())));
            case 2 -> {
                Mutation.BadField bad = mutation.badField(movement);
                Admission.Verdict verdict = judge(keyOf(movement), BENCH.encode(bad.movement()));
                if (!AdmissionBench.name(verdict).equals(bad.reason())) {
                    throw new AssertionError(bad + " became " + verdict);
                }
            }
            case 3 -> {
                byte[] key = random.nextInt(10) == 0 ? null : mutation.bytes(keyOf(movement));
                requireReasonOrContract(key, judge(key, BENCH.encode(movement)));
            }
            default ->
                requireReasonOrContract(
                        keyOf(movement), judge(keyOf(movement), mutation.bytes(BENCH.encode(movement))));
        }
    }

    private void assertAdmitted(TrainMovement movement, byte[] value) {
        Admission.Verdict verdict = judge(keyOf(movement), value);
        if (!verdict.equals(new Admission.Admitted(movement))) {
            throw new AssertionError(movement + " became " + verdict);
        }
    }

    private void assertAdmittedByAnotherSchema(TrainMovement movement, String schema) {
        TrainMovement expected = schema.equals("without-plan")
                ? TrainMovement.newBuilder(movement).setPlannedAt(null).build()
                : movement;
        assertAdmitted(expected, BENCH.encodeBy(schema, movement));
    }

    /** Damaged bytes may still be a movement. Then it meets the contract, and has its own key. */
    private void requireReasonOrContract(byte[] key, Admission.Verdict verdict) {
        if (verdict instanceof Admission.Refused refused) {
            assertThat(refused.reason()).isNotNull();
            assertThat(refused.message()).isNotBlank().hasSizeLessThan(4_000);
        } else if (verdict instanceof Admission.Admitted one) {
            assertThat(MovementContract.faults(one.movement(), AdmissionBench.RECEIVED))
                    .isEmpty();
            assertThat(keyOf(one.movement())).isEqualTo(key);
            assertThat(BENCH.encode(one.movement())).isNotEmpty();
        }
    }

    private Admission.Verdict judge(byte[] key, byte[] value) {
        long allocatedBefore =
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long begin = System.nanoTime();
        Admission.Verdict verdict = BENCH.judge("khorgos", key, value);
        long took = System.nanoTime() - begin;
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocatedBefore;
        if (allocated > MAX_ALLOCATED_BYTES || took > MAX_NANOS) {
            throw new AssertionError("allocated " + allocated + " bytes, took " + took + " ns: " + verdict);
        }
        mostAllocated = Math.max(mostAllocated, allocated);
        longest = Math.max(longest, took);
        if (verdict instanceof Admission.Admitted) {
            admitted++;
        } else {
            rejected++;
        }
        return verdict;
    }

    private static byte[] keyOf(TrainMovement movement) {
        return movement.getTrainRunId().getBytes(StandardCharsets.UTF_8);
    }
}

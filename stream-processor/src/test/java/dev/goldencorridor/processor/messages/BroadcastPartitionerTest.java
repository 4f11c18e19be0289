package dev.goldencorridor.processor.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BroadcastPartitionerTest {
    @Test
    void aMessageGoesToEveryPartition() {
        assertThat(new BroadcastPartitioner().partitions("notices", "", new RunUpdate.ClockAdvanced(0), 3))
                .hasValueSatisfying(partitions -> assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2));
    }
}

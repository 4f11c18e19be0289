package dev.goldencorridor.processor.delays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.journey.CallNews;
import org.junit.jupiter.api.Test;

class ToAllTasksTest {
    @Test
    void aNoticeGoesToEveryPartition() {
        assertThat(new ToAllTasks().partitions("notices", "", new CallNews.Clock(0), 3))
                .hasValueSatisfying(partitions -> assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2));
    }
}

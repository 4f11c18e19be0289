package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.cli.CorridorDirectory;
import dev.goldencorridor.cli.ParentWatchdog;
import dev.goldencorridor.cli.Stack;
import dev.goldencorridor.cli.StackException;
import dev.goldencorridor.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StackIT {

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aStackWhoseRegistryDiesHasFailed() throws Exception {
        // This test stops its own registry, because the other tests of this JVM share one.
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        try (Stack stack = new Stack(
                CorridorDirectory.take(directory), (definition, fromStack) -> Settings.of(definition, fromStack))) {
            stack.start();
            assertThat(stack.hasEnded()).isFalse();

            ProcessHandle registry = ProcessHandle.current()
                    .children()
                    .filter(child -> !others.contains(child))
                    .filter(child -> child.info()
                            .commandLine()
                            .filter(line -> line.contains(ParentWatchdog.class.getName()))
                            .isPresent())
                    .findFirst()
                    .orElseThrow();
            assertThat(registry.destroyForcibly()).isTrue();

            assertThatThrownBy(stack::awaitEnd)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("the schema registry ended with exit code")
                    .hasMessageContaining(directory.resolve("logs").toString());
        }
    }
}

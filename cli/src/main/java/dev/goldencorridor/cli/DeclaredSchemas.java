package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.time.Duration;

/** The schemas of a local stack, registered before its applications start. */
final class DeclaredSchemas {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(20);

    private DeclaredSchemas() {}

    static void register(Settings settings) {
        try (Registry registry = Registry.connect(settings, REGISTRY_PATIENCE)) {
            registry.verify(ContractSubjects.all(), true);
        }
    }
}

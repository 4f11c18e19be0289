package dev.goldencorridor.cli.secure;

import dev.goldencorridor.cli.access.AccessDifference;
import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.runtime.kafka.AccessAdmin;
import dev.goldencorridor.runtime.settings.Settings;

/** Grants the programs of a new stack their permissions, and gives the broker their passwords. */
public final class Provisioning {
    private Provisioning() {}

    /**
     * Grants permissions, and revokes those that are in surplus. Sets quotas and passwords.
     *
     * @param settings those of the stack, for the principal of the broker
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the broker refuses
     */
    public static void apply(Settings settings, AccessPlan plan, StackSecurity security) {
        try (AccessAdmin admin = AccessAdmin.connect(settings)) {
            AccessDifference.between(plan, admin).apply(admin, true);
            admin.setPasswords(security.passwords());
        }
    }
}

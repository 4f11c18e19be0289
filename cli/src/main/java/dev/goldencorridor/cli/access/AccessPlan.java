package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Permissions and quotas as they should be.
 *
 * @param principals all principals whose permissions are planned
 * @param quotas by principal
 */
public record AccessPlan(Set<String> principals, Set<AccessRule> rules, Map<String, Map<String, Double>> quotas) {
    /**
     * The plan of all programs.
     *
     * @param settings of all applications
     * @param publishers the names in the publisher catalogue
     */
    public static AccessPlan of(Settings settings, Collection<String> publishers) {
        AccessCatalogue catalogue = new AccessCatalogue(settings, publishers);
        return new AccessPlan(catalogue.principals(), catalogue.rules(), PublisherQuotas.of(settings, publishers));
    }

    /**
     * The plan with other names of principals.
     *
     * @throws SettingsException if a name to replace is not in the plan
     */
    public AccessPlan renamed(Map<String, String> others) {
        for (String name : others.keySet()) {
            if (!principals.contains(name)) {
                throw new SettingsException(
                        "no principal has the name '" + name + "'; known are " + String.join(", ", principals));
            }
        }
        return renamed(name -> others.getOrDefault(name, name));
    }

    private AccessPlan renamed(UnaryOperator<String> name) {
        Map<String, Map<String, Double>> renamedQuotas = new TreeMap<>();
        quotas.forEach((principal, values) -> renamedQuotas.put(name.apply(principal), values));
        return new AccessPlan(
                principals.stream().map(name).collect(Collectors.toCollection(TreeSet::new)),
                rules.stream()
                        .map(rule -> rule.of(name.apply(rule.principal())))
                        .collect(Collectors.toCollection(TreeSet::new)),
                renamedQuotas);
    }
}

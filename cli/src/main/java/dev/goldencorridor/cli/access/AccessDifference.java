package dev.goldencorridor.cli.access;

import dev.goldencorridor.runtime.kafka.AccessAdmin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;

/**
 * How a cluster differs from a plan.
 *
 * @param missing permissions that the cluster lacks
 * @param surplus permissions that principals of the plan have in addition; those of others are not compared
 * @param quotas the quotas of the plan that the cluster does not have, by principal
 */
public record AccessDifference(
        Set<AclBinding> missing, Set<AclBinding> surplus, Map<String, Map<String, Double>> quotas) {

    /**
     * Compares the cluster with a plan.
     *
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer, or refuse
     */
    public static AccessDifference between(AccessPlan plan, AccessAdmin admin) {
        Set<AclBinding> planned = plan.rules().stream().map(AccessRule::binding).collect(Collectors.toSet());
        Set<AclBinding> actual = new HashSet<>(admin.permissions());
        Set<AclBinding> missing = new HashSet<>(planned);
        missing.removeAll(actual);
        Set<AclBinding> surplus = actual.stream()
                .filter(binding -> !planned.contains(binding) && isOfPlan(plan, binding))
                .collect(Collectors.toSet());
        Map<String, Map<String, Double>> present = admin.quotas();
        Map<String, Map<String, Double>> quotas = new TreeMap<>();
        plan.quotas().forEach((principal, values) -> {
            if (!present.getOrDefault(principal, Map.of()).entrySet().containsAll(values.entrySet())) {
                quotas.put(principal, values);
            }
        });
        return new AccessDifference(missing, surplus, quotas);
    }

    private static boolean isOfPlan(AccessPlan plan, AclBinding binding) {
        return plan.principals().stream()
                .anyMatch(principal -> binding.entry().principal().equals(AccessRule.PRINCIPAL_TYPE + principal));
    }

    public boolean isEmpty() {
        return missing.isEmpty() && surplus.isEmpty() && quotas.isEmpty();
    }

    /** Grants what is missing, and sets quotas. Surplus permissions are revoked only if that is wanted. */
    public void apply(AccessAdmin admin, boolean revokeSurplus) {
        if (!missing.isEmpty()) {
            admin.grant(missing);
        }
        if (!quotas.isEmpty()) {
            admin.setQuotas(quotas);
        }
        if (revokeSurplus && !surplus.isEmpty()) {
            admin.revoke(surplus);
        }
    }

    /** A line for each difference, in order. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        missing.forEach(binding -> lines.add("missing  " + line(binding)));
        surplus.forEach(binding -> lines.add("surplus  " + line(binding)));
        quotas.forEach((principal, values) -> lines.add("quota    " + principal + " " + values));
        lines.sort(null);
        return lines;
    }

    private static String line(AclBinding binding) {
        return binding.entry().principal() + " " + binding.entry().permissionType() + " "
                + binding.entry().operation() + " " + binding.pattern().resourceType() + " "
                + binding.pattern().patternType() + " " + binding.pattern().name();
    }
}

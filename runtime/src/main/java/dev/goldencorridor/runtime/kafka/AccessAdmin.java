package dev.goldencorridor.runtime.kafka;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/**
 * Requests to the brokers about permissions, quotas and passwords. Each call returns within ten seconds, or throws
 * {@link BrokersUnavailableException}. Thread-safe.
 */
public final class AccessAdmin implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int SCRAM_ITERATIONS = 8192;

    private final Admin admin;
    private final BrokerAnswers answers;

    private AccessAdmin(Admin admin, BrokerAnswers answers) {
        this.admin = admin;
        this.answers = answers;
    }

    /**
     * Connects to {@link CommonSettings#BOOTSTRAP_SERVERS_CONFIG}.
     *
     * @throws BrokersUnavailableException if the settings cannot make a Kafka client
     */
    public static AccessAdmin connect(Settings settings) {
        BrokerAnswers answers = new BrokerAnswers(settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG), TIMEOUT);
        return new AccessAdmin(answers.client(settings.kafkaClient()), answers);
    }

    /** All permissions of the cluster. */
    public Collection<AclBinding> permissions() {
        return answers.await(admin.describeAcls(AclBindingFilter.ANY).values(), "list the permissions");
    }

    /** Grants permissions; those that exist stay. Returns when a broker shows them, or after ten seconds. */
    public void grant(Collection<AclBinding> permissions) {
        answers.await(admin.createAcls(permissions).all(), "grant permissions");
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!Set.copyOf(permissions()).containsAll(permissions) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    /** Revokes permissions. */
    public void revoke(Collection<AclBinding> permissions) {
        answers.await(
                admin.deleteAcls(permissions.stream().map(AclBinding::toFilter).toList())
                        .all(),
                "revoke permissions");
    }

    /** The quotas of each user that has one of its own, by the names of the quotas. */
    public Map<String, Map<String, Double>> quotas() {
        Map<String, Map<String, Double>> quotas = new HashMap<>();
        answers.await(admin.describeClientQuotas(ClientQuotaFilter.all()).entities(), "list the quotas")
                .forEach((entity, values) -> {
                    Map<String, String> entries = entity.entries();
                    if (entries.size() == 1 && entries.get(ClientQuotaEntity.USER) != null) {
                        quotas.put(entries.get(ClientQuotaEntity.USER), values);
                    }
                });
        return quotas;
    }

    /** Sets quotas of users. Their other quotas stay. */
    public void setQuotas(Map<String, Map<String, Double>> quotas) {
        List<ClientQuotaAlteration> alterations = new ArrayList<>();
        quotas.forEach((user, values) -> alterations.add(new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, user)),
                values.entrySet().stream()
                        .map(entry -> new ClientQuotaAlteration.Op(entry.getKey(), entry.getValue()))
                        .toList())));
        answers.await(admin.alterClientQuotas(alterations).all(), "set the quotas");
    }

    /** Sets the passwords of users for SCRAM-SHA-512. They count from the next connection on. */
    public void setPasswords(Map<String, String> passwords) {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        List<UserScramCredentialAlteration> alterations = new ArrayList<>();
        passwords.forEach((user, password) -> alterations.add(
                new UserScramCredentialUpsertion(user, info, password.getBytes(StandardCharsets.UTF_8))));
        answers.await(admin.alterUserScramCredentials(alterations).all(), "set the passwords");
    }

    /** Makes a broker read the certificate of a listener again, and use it for new connections. */
    public void reloadCertificate(int broker, String listener, String file) {
        ConfigEntry location =
                new ConfigEntry("listener.name." + listener.toLowerCase(Locale.ROOT) + ".ssl.keystore.location", file);
        answers.await(
                admin.incrementalAlterConfigs(Map.of(
                                new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)),
                                List.of(new AlterConfigOp(location, AlterConfigOp.OpType.SET))))
                        .all(),
                "reload the certificate of listener " + listener);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

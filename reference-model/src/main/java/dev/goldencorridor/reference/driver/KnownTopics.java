package dev.goldencorridor.reference.driver;

import java.lang.reflect.Field;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The partitions by topic of a {@code TopologyTestDriver}. The driver compiles the names of all topics to patterns for
 * each record that goes in or comes out, which takes a third of the time of a property of the whole topology. This map
 * looks each topic up once. For one thread, as the driver.
 */
public final class KnownTopics extends AbstractMap<String, Object> {
    private final Map<String, Object> declared;
    private final Map<String, Optional<Object>> found = new HashMap<>();

    private KnownTopics(Map<String, Object> declared) {
        this.declared = declared;
    }

    /**
     * Replaces the lookup of a {@code TopologyTestDriver}, and returns the driver. The answers stay the same.
     *
     * @throws IllegalStateException if the driver has other fields than those of this version of Kafka
     */
    @SuppressWarnings("unchecked")
    public static <T> T in(T driver) {
        try {
            Field partitions = accessible(driver, "partitionsByInputTopic");
            partitions.set(driver, new KnownTopics((Map<String, Object>) partitions.get(driver)));
            // The driver requires for each record that its topic does not match the name of another one.
            Object builder = accessible(driver, "internalTopologyBuilder").get(driver);
            accessible(builder, "fullSourceTopicNames").set(builder, List.of());
            return driver;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot replace the lookup of " + driver + "; leave it as it is", e);
        }
    }

    private static Field accessible(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @Override
    public Object get(Object topic) {
        return found.computeIfAbsent((String) topic, this::find).orElse(null);
    }

    /** By its name, else by the first pattern that it matches. */
    private Optional<Object> find(String topic) {
        Object exact = declared.get(topic);
        return exact != null
                ? Optional.of(exact)
                : declared.entrySet().stream()
                        .filter(entry -> Pattern.matches(entry.getKey(), topic))
                        .findFirst()
                        .map(Map.Entry::getValue);
    }

    /** Empty, so that the driver looks no further than {@link #get}. */
    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return Set.of();
    }
}

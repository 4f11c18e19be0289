package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** The dimensions of routes. */
final class Routes {
    /** Two codes with schemes, and more than one hyphen between the colons. */
    private static final Pattern TWO_READINGS = Pattern.compile("[^:]*:[^:]*-[^:]*-[^:]*:[^:]*");

    private Routes() {}

    static String dimension(String origin, String destination) {
        String usual = origin + "-" + destination;
        return "ROUTE/" + (TWO_READINGS.matcher(usual).matches() ? origin + "~" + destination : usual);
    }

    /** Only the values of a route name its ends. Two routes never have one dimension, so this is exact. */
    static void endsAgree(AggregateKey key, String origin, String destination) {
        if (key.kind().equals("ROUTE") && !key.id().equals("OTHER")) {
            assertThat(dimension(origin, destination)).isEqualTo(key.dimension());
        } else {
            assertThat(origin).as(key.text()).isNull();
            assertThat(destination).as(key.text()).isNull();
        }
    }
}

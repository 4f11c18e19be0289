package dev.goldencorridor.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The facilities of the corridor, the usual travel times in hours, and the shares of the traffic. */
final class Network {
    static final int STANDARD_GAUGE = 1435;
    static final int BROAD_GAUGE = 1520;
    static final String GAUGE_CHANGE_IN_EUROPE = "PLMAA";

    /**
     * A border port.
     *
     * @param code the Chinese side
     * @param dryPort the Kazakh side
     * @param customsOffice its customs office
     * @param trainsADay border handovers a day in 2025
     * @param transshipmentMinutes to move a train's load to the other gauge
     */
    record BorderPort(
            String code, String dryPort, String customsOffice, double trainsADay, double transshipmentMinutes) {}

    /**
     * A Chinese hub.
     *
     * @param code the facility
     * @param line its operator line
     * @param hoursToPort to either port
     */
    record Hub(String code, String line, double hoursToPort) {}

    static final BorderPort KHORGOS = new BorderPort("CNHRS", "KZHOR", "9406", 28, 120);
    static final BorderPort ALASHANKOU = new BorderPort("CNAKL", "KZDOS", "9402", 20, 60);
    static final List<BorderPort> PORTS = List.of(KHORGOS, ALASHANKOU);
    static final Map<BorderPort, Double> PORT_SHARES = portShares();

    static final Hub XIAN = new Hub("CNXAG", "Chang'an", 55);
    static final Map<Hub, Double> HUBS = hubs();

    private static final Map<String, Double> OVER_KHORGOS = weights(
            "KZALA", 0.30, "UZTAS", 0.28, "PLMAA", 0.16, "PLLOD", 0.08, "DEDUI", 0.09, "DEHAM", 0.05, "RUMOW", 0.04);
    private static final Map<String, Double> OVER_ALASHANKOU = weights(
            "KZALA", 0.14, "UZTAS", 0.10, "PLMAA", 0.28, "PLLOD", 0.13, "DEDUI", 0.17, "DEHAM", 0.10, "RUMOW", 0.08);

    private static final Map<String, Double> HOURS_FROM_KHORGOS =
            weights("KZALA", 8, "UZTAS", 30, "PLMAA", 130, "RUMOW", 108);
    private static final Map<String, Double> HOURS_FROM_DOSTYK =
            weights("KZALA", 22, "UZTAS", 44, "PLMAA", 126, "RUMOW", 104);
    private static final Map<String, Double> HOURS_FROM_MALASZEWICZE = weights("PLLOD", 9, "DEDUI", 26, "DEHAM", 24);

    private static final Map<String, String> PUBLISHERS = Map.ofEntries(
            Map.entry("CNHRS", "khorgos"),
            Map.entry("CNAKL", "alashankou"),
            Map.entry("CNXAG", "xian"),
            Map.entry("CNURM", "urumqi"),
            Map.entry("CNCDU", "chengdu"),
            Map.entry("CNCQI", "chongqing"),
            Map.entry("CNZGZ", "zhengzhou"),
            Map.entry("KZHOR", "ktz"),
            Map.entry("KZDOS", "ktz"),
            Map.entry("KZALA", "ktz"),
            Map.entry("UZTAS", "uty"),
            Map.entry("PLMAA", "europe"),
            Map.entry("PLLOD", "europe"),
            Map.entry("DEDUI", "europe"),
            Map.entry("DEHAM", "europe"),
            Map.entry("RUMOW", "europe"));

    private Network() {}

    /**
     * Factor on all handling times at border ports, relative to 2025. By then their turnover had become a quarter
     * faster.
     */
    static double handling(int year) {
        return year < 2025 ? 1.25 : 1;
    }

    static BorderPort otherThan(BorderPort port) {
        return port.equals(KHORGOS) ? ALASHANKOU : KHORGOS;
    }

    /** Whether whole grain trains run on this relation. */
    static boolean isGrainRelation(String farEnd, Hub hub) {
        return farEnd.equals("KZALA") && hub.equals(XIAN);
    }

    static String publisherOf(String facility) {
        return PUBLISHERS.get(facility);
    }

    static Set<String> publishers() {
        return new TreeSet<>(PUBLISHERS.values());
    }

    /** The far ends of the trains through a port, with their shares. */
    static Map<String, Double> farEnds(BorderPort port) {
        return port.equals(KHORGOS) ? OVER_KHORGOS : OVER_ALASHANKOU;
    }

    /** Whether the far end lies beyond the second change of gauge. */
    static boolean beyondMalaszewicze(String farEnd) {
        return HOURS_FROM_MALASZEWICZE.containsKey(farEnd);
    }

    /** Travel time from the dry port of a border port to a place on the broad gauge. */
    static double hoursOnBroadGauge(BorderPort port, String place) {
        return (port.equals(KHORGOS) ? HOURS_FROM_KHORGOS : HOURS_FROM_DOSTYK).get(place);
    }

    static double hoursFromMalaszewicze(String farEnd) {
        return HOURS_FROM_MALASZEWICZE.get(farEnd);
    }

    private static Map<BorderPort, Double> portShares() {
        Map<BorderPort, Double> shares = new LinkedHashMap<>();
        PORTS.forEach(port -> shares.put(port, port.trainsADay()));
        return shares;
    }

    private static Map<Hub, Double> hubs() {
        Map<Hub, Double> hubs = new LinkedHashMap<>();
        hubs.put(XIAN, 0.35);
        hubs.put(new Hub("CNCDU", "Chengdu line", 66), 0.20);
        hubs.put(new Hub("CNCQI", "Chongqing line", 68), 0.17);
        hubs.put(new Hub("CNZGZ", "Central Plains line", 62), 0.16);
        hubs.put(new Hub("CNURM", "Urumqi line", 13), 0.12);
        return hubs;
    }

    private static Map<String, Double> weights(Object... pairs) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            weights.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return weights;
    }
}

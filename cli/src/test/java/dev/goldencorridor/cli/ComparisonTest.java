package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Map<String, Map<String, Object>> downstream = new HashMap<>();

    @BeforeEach
    void theYearsAsTheyWerePublished() {
        for (int month = 1; month <= 12; month++) {
            put("ops.trips NETWORK/ALL/MONTH:2024-%02d", month, "trips", month == 11 ? 14_870 - 10 * 1_400 : 1_400);
            put("ops.trips NETWORK/ALL/MONTH:2025-%02d", month, "trips", month == 11 ? 16_000 - 10 * 1_500 : 1_500);
            put("ops.trips HUB/CNXAG/MONTH:2024-%02d", month, "trips", month == 10 ? 4_353 - 9 * 400 : 400);
            put("ops.trips HUB/CNXAG/MONTH:2025-%02d", month, "trips", month == 10 ? 5_063 - 9 * 500 : 500);
        }
        for (String port : List.of("PORT/CNHRS", "PORT/CNAKL")) {
            for (String year : List.of("2024", "2025")) {
                String key = "ops.clearance " + port + "/YEAR:" + year;
                put(key, "within24hShare", 1.0);
                put(key, "sameDayShare", 0.8);
                put(key, "p99Seconds", 15 * 3_600.0);
            }
            put("ops.dwell " + port + "/YEAR:2025", "turnoverGainPercent", 22.0);
        }
        put("ops.trips PORT/CNHRS/YEAR:2025", "tripsPerDay", 28.1);
        for (int day = 0; day < 365; day++) {
            put("ops.trips PORT/CNHRS/DAY:" + LocalDate.of(2025, 1, 1).plusDays(day), "trips", day == 200 ? 36 : 28);
        }
        for (String year : List.of("2024", "2025")) {
            String key = "ops.trips NETWORK/ALL/YEAR:" + year;
            put(key, "commodityCodes", 214);
            put(key, "trips", 1_000);
            put(key, "teu", 107_000);
            put(key, "heavyLoadRate", 0.99);
            put(
                    key,
                    "netTonnesByConsignee",
                    List.of(
                            Map.of("consignee", "Rhine Logistics", "chapter", "84", "netTonnes", 300_000.0),
                            Map.of("consignee", "Chang'an Grain", "chapter", "10", "netTonnes", 92_000.0),
                            Map.of("consignee", "Steppe Trading", "chapter", "10", "netTonnes", 3_000.0)));
        }
    }

    @Test
    void whereAllFiguresAgreeTheExitCodeIsZero() {
        Comparison comparison = comparison();

        assertThat(comparison.table()).noneMatch(line -> line.contains("DIFFERS") || line.contains("MISSING"));
        assertThat(comparison.table()).anySatisfy(line -> assertThat(line)
                .startsWith("both ports, trains January to November 2025")
                .containsPattern("16,000 +16,000 +agrees +ops\\.trips NETWORK/ALL/MONTH:2025-01"));
        assertThat(comparison.exitCode()).isZero();
    }

    @Test
    void oneTrainTooManyDiffers() {
        put("ops.trips NETWORK/ALL/MONTH:2025-03", "trips", 1_501);

        assertThat(comparison().table())
                .filteredOn(line -> line.contains("DIFFERS"))
                .singleElement()
                .asString()
                .containsPattern("16,000 +16,001 +DIFFERS");
        assertThat(comparison().exitCode()).isEqualTo(1);
    }

    @Test
    void aShareJustBelowOneIsNotAll() {
        put("ops.clearance PORT/CNAKL/YEAR:2024", "within24hShare", 0.99999);

        assertThat(comparison().table())
                .filteredOn(line -> line.contains("DIFFERS"))
                .singleElement()
                .asString()
                .startsWith("released within 24 h");
        assertThat(comparison().exitCode()).isEqualTo(1);
    }

    @Test
    void aMissingMonthDoesNotCountAsAMonthWithoutTrains() {
        downstream.remove("ops.trips HUB/CNXAG/MONTH:2024-02");

        assertThat(comparison().table())
                .filteredOn(line -> line.contains("MISSING"))
                .hasSize(3)
                .first()
                .asString()
                .containsPattern("Xi'an line, trips January to October 2024 +4,353 +- +MISSING");
        assertThat(comparison().exitCode()).isEqualTo(1);
    }

    @Test
    void anEmptyPipelineAgreesWithNothing() {
        downstream.clear();

        assertThat(comparison().table())
                .hasSize(1 + CorridorFigures.ALL.size())
                .filteredOn(line -> line.contains("MISSING"))
                .hasSize(CorridorFigures.ALL.size());
        assertThat(comparison().exitCode()).isEqualTo(1);
    }

    @Test
    void everyKeyThatIsReadIsKept() {
        Comparison.of(CorridorFigures.ALL, (topic, key) -> {
            assertThat(CorridorFigures.need(key)).as(key).isTrue();
            return Optional.empty();
        });
        assertThat(CorridorFigures.need("NETWORK/ALL/PT1H")).isFalse();
    }

    private Comparison comparison() {
        return Comparison.of(CorridorFigures.ALL, (topic, key) -> Optional.ofNullable(downstream.get(topic + " " + key))
                .map(AggregateValue::new));
    }

    private void put(String topicAndKey, int month, String field, Object value) {
        put(String.format(Locale.ROOT, topicAndKey, month), field, value);
    }

    private void put(String topicAndKey, String field, Object value) {
        downstream.computeIfAbsent(topicAndKey, any -> new HashMap<>()).put(field, value);
    }
}

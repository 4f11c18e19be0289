package dev.goldencorridor.simulator;

import java.time.LocalDate;
import java.util.List;

/**
 * Trip totals by spans of railway days, and the grain of one consignee. The spans of each list are contiguous.
 *
 * @param ofPorts trips at both border ports together
 * @param ofXian trips of the Xi'an line
 * @param grainYear the year of the grain total, in railway days
 * @param grainTonnes net mass that whole trains bring the consignee in that year
 */
record PublishedTotals(List<Span> ofPorts, List<Span> ofXian, int grainYear, long grainTonnes) {
    /**
     * The corridor of 2024 and 2025. The grain and the spans that begin on 1 January were published. The other spans
     * continue in proportion. They reach beyond both ends, so that traffic is complete from the first day to the
     * last.
     */
    static final PublishedTotals CORRIDOR_2025 = new PublishedTotals(
            List.of(
                    span("2023-12-20", "2023-12-31", 500),
                    span("2024-01-01", "2024-11-30", 14_870),
                    span("2024-12-01", "2024-12-31", 1_390),
                    span("2025-01-01", "2025-11-30", 16_000),
                    span("2025-12-01", "2025-12-31", 1_490),
                    span("2026-01-01", "2026-01-10", 480)),
            List.of(
                    span("2023-12-20", "2023-12-31", 155),
                    span("2024-01-01", "2024-10-31", 4_353),
                    span("2024-11-01", "2024-12-31", 890),
                    span("2025-01-01", "2025-10-31", 5_063),
                    span("2025-11-01", "2025-12-31", 1_030),
                    span("2026-01-01", "2026-01-10", 165)),
            2024,
            92_000);

    /** Trips in a span of days, both ends included. */
    record Span(LocalDate first, LocalDate last, int trips) {
        List<LocalDate> days() {
            return first.datesUntil(last.plusDays(1)).toList();
        }
    }

    private static Span span(String first, String last, int trips) {
        return new Span(LocalDate.parse(first), LocalDate.parse(last), trips);
    }
}

package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The effective reports depend on the set of reports alone, also where events are retracted and reported anew. */
class ReportedAnewPropertyTest {
    @Property(tries = 2_000)
    void theOrderOfArrivalDoesNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        List<Report> reports = reports(random);
        Visit inOrder = visit(reports);
        Collections.shuffle(reports, random);
        reports.addAll(reports.subList(0, random.nextInt(reports.size())));
        Visit shuffled = visit(reports);
        assertThat(new HashSet<>(shuffled.effectiveReports())).isEqualTo(new HashSet<>(inOrder.effectiveReports()));
        assertThat(Visit.fromBytes(shuffled.toBytes()).effectiveReports()).isEqualTo(shuffled.effectiveReports());
        assertThat(shuffled.size()).isEqualTo(inOrder.size());
    }

    @Property(tries = 2_000)
    void anEventCountsOnceAndByItsLatestReport(@ForAll long seed) {
        Random random = new Random(seed);
        List<Report> reports = reports(random);
        List<Report> effective = visit(reports).effectiveReports();
        assertThat(effective.stream().map(Report::eventId)).doesNotHaveDuplicates();
        for (Report report : effective) {
            assertThat(reports.stream().filter(other -> other.eventId().equals(report.eventId())))
                    .noneMatch(other -> other.hasPrecedenceOver(report));
        }
    }

    @Property(tries = 1_000)
    void aDuplicateChangesNothing(@ForAll long seed) {
        List<Report> reports = reports(new Random(seed));
        Visit visit = visit(reports);
        for (Report report : reports) {
            assertThat(visit.with(report)).isSameAs(visit);
        }
    }

    @Property(tries = 1_000)
    void withoutRepeatedReportsOnlyRetractionsDecide(@ForAll long seed) {
        List<Report> reports = new ArrayList<>(reports(new Random(seed)).stream()
                .collect(Collectors.toMap(Report::eventId, report -> report, Report::withPrecedence))
                .values());
        List<Report> effective = visit(reports).effectiveReports();
        for (Report report : reports) {
            boolean isRetracted =
                    reports.stream().anyMatch(other -> report.eventId().equals(other.retracts()));
            if (report.retracts() == null && !isRetracted) {
                assertThat(effective).contains(report);
            }
        }
    }

    private static Visit visit(List<Report> reports) {
        Visit visit = Visit.EMPTY;
        for (Report report : reports) {
            visit = visit.with(report);
        }
        return visit;
    }

    /** Few ids and few times, so that many reports are repeated, tie, or retract each other in cycles. */
    private static List<Report> reports(Random random) {
        List<Report> reports = new ArrayList<>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            int id = random.nextInt(5);
            UUID retracts = id < 2 ? null : new UUID(0, random.nextInt(5));
            reports.add(new Report(
                    new UUID(0, id),
                    retracts,
                    ReportKind.DEPARTURE,
                    TravelDirection.OUTBOUND,
                    "X8001",
                    1_000L * (1 + random.nextInt(2)),
                    random.nextInt(6),
                    Call.UNKNOWN,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null));
        }
        return reports;
    }
}

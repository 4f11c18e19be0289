package dev.goldencorridor.faultbench.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.faultbench.webhook.WebhookEvent;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten bugs, each planted into the recorded results of the real topology: a check that is named finds each. */
class PlantedBugsTest {
    private static final String TRIPS = AggregateRoute.TRIPS.aggregate();
    private static final String YEAR_OF_KHORGOS = "PORT/CNHRS/YEAR:2026";
    private static final Duration SLACK = Duration.ofMinutes(15);

    private static RecordedCorridor recorded;

    @BeforeAll
    static void record(@TempDir Path state) {
        recorded = RecordedCorridor.ofSixDays(state);
    }

    @Test
    void nothingIsFoundInTheRightResults() {
        assertThat(judgeAndRecount(recorded.observations())).isEmpty();
        assertThat(years()).hasSizeGreaterThan(7);
        assertThat(alerts(TopicCatalogue.CRITICAL_DELAYS)).isNotEmpty();
    }

    @Test
    void aDroppedValueIsAGapInTheRevisions() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        all.remove(years().get(3));
        assertThat(judge(all)).anyMatch(is(RevisionCheck.NAME, Harm.LOST));
    }

    @Test
    void aDroppedEventMakesSumsThatNoPrefixHas() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        for (Observation year : years().subList(3, years().size())) {
            replace(all, year, trips -> trips.setTripsOutbound(trips.getTripsOutbound() - 1));
        }
        assertThat(judge(all)).anyMatch(is(PrefixCheck.NAME, Harm.WRONG));
    }

    @Test
    void aDuplicateIsARepeatedRevision() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        Observation year = years().get(3);
        all.add(all.indexOf(year), year);
        assertThat(judge(all)).anyMatch(is(RevisionCheck.NAME, Harm.DUPLICATED));
    }

    @Test
    void aDuplicateDeliveryIsFoundInTheTopicOfTheSink() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        Observation year =
                of(AggregateRoute.TRIPS.downstream(), YEAR_OF_KHORGOS).get(3);
        all.add(all.indexOf(year), year);
        assertThat(judge(all)).anyMatch(is(DeliveryCheck.NAME, Harm.DUPLICATED));
    }

    @Test
    void swappedValuesAreOutOfOrder() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        Observation first = years().get(3);
        Observation second = years().get(4);
        int at = all.indexOf(first);
        all.set(all.indexOf(second), first);
        all.set(at, second);
        assertThat(judge(all)).anyMatch(is(RevisionCheck.NAME, Harm.DUPLICATED));
    }

    @Test
    void aCorruptValueIsNoSumOfTheInput() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        replace(all, years().get(5), trips -> trips.setWagons(trips.getWagons() + 1));
        assertThat(judge(all)).anyMatch(is(PrefixCheck.NAME, Harm.WRONG));
    }

    @Test
    void aValueThatIsCommittedBeforeItsInputIsAhead() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        Observation year = years().get(5);
        all.set(all.indexOf(year), new Observation(year.topic(), year.partition(), year.key(), year.value(), 0));
        assertThat(judge(all)).anyMatch(is(PrefixCheck.AHEAD, Harm.WRONG));
    }

    @Test
    void aFlushAfterTheLastCommitMakesTheLastValuesStale() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        Set<String> seen = new HashSet<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            boolean isLast = all.get(i).topic().endsWith(".trips")
                    && seen.add(all.get(i).topic() + all.get(i).key());
            if (isLast) {
                all.remove(i);
            }
        }
        assertThat(judgeAndRecount(all)).anyMatch(is(FinalCheck.AGGREGATES, Harm.WRONG));
    }

    @Test
    void aLostTimerMakesAnAlertMissing() {
        String key = alerts(TopicCatalogue.DELAYS).stream()
                .filter(alert -> alert.key().endsWith("|CLEARANCE_OVERDUE"))
                .findFirst()
                .orElseThrow()
                .key();
        List<Observation> all = new ArrayList<>(recorded.observations());
        all.removeIf(one -> one.key().equals(key));
        assertThat(judgeAndRecount(all)).anyMatch(is(FinalCheck.ALERTS, Harm.LOST));
    }

    @Test
    void anAlertThatIsRaisedTwiceIsFound() {
        Observation raised = alerts(TopicCatalogue.DELAYS).get(3);
        DelayAlert again = DelayAlert.newBuilder((DelayAlert) raised.value())
                .setRevision(raised.revision() + 1)
                .build();
        List<Observation> all = new ArrayList<>(recorded.observations());
        all.add(
                all.indexOf(raised) + 1,
                new Observation(raised.topic(), raised.partition(), raised.key(), again, raised.nanos()));
        assertThat(judge(all)).anyMatch(is(AlertLifeCheck.NAME, Harm.DUPLICATED));
    }

    @Test
    void anAlertThatIsRaisedAgainWithoutAReportIsFound() {
        Observation raised = alerts(TopicCatalogue.DELAYS).stream()
                .filter(alert -> alert.key().endsWith("|CLEARANCE_OVERDUE") && alert.revision() == 1)
                .findFirst()
                .orElseThrow();
        DelayAlert alert = (DelayAlert) raised.value();
        DelayAlert cleared = DelayAlert.newBuilder(alert)
                .setState("CLEARED")
                .setClearedAt(alert.getRaisedAt())
                .setRevision(2)
                .build();
        DelayAlert again = DelayAlert.newBuilder(alert).setRevision(3).build();
        List<Observation> all = new ArrayList<>(recorded.observations());
        int next = all.indexOf(raised) + 1;
        for (DelayAlert added : List.of(again, cleared)) {
            all.add(next, new Observation(raised.topic(), raised.partition(), raised.key(), added, raised.nanos()));
        }
        assertThat(judge(all))
                .anyMatch(is(AlertLifeCheck.NAME, Harm.DUPLICATED))
                .anyMatch(finding -> finding.detail().contains("of 2 reports of the run came"));
    }

    @Test
    void aStateThatWasReadTooEarlyGoesBack() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        TripCounts old = (TripCounts) years().get(1).value();
        replace(all, years().get(6), trips -> trips.setTripsOutbound(old.getTripsOutbound())
                .setTripsReturn(old.getTripsReturn())
                .setTripsDomestic(old.getTripsDomestic())
                .setWagons(old.getWagons())
                .setTeu(old.getTeu())
                .setLoadedTeu(old.getLoadedTeu())
                .setGrossTonnes(old.getGrossTonnes()));
        assertThat(judge(all)).anyMatch(is(PrefixCheck.NAME, Harm.WRONG)).anyMatch(finding -> finding.detail()
                .contains("an earlier state"));
    }

    @Test
    void aTornTransactionLeavesOneOfTwoCopies() {
        List<Observation> all = new ArrayList<>(recorded.observations());
        all.remove(alerts(TopicCatalogue.CRITICAL_DELAYS).get(0));
        assertThat(judge(all)).anyMatch(is(AlertCopyCheck.NAME, Harm.LOST));
    }

    @Test
    void aChangeThatAWebhookMissesIsFound() {
        List<WebhookEvent> events = webhookEvents();
        events.remove(5);
        assertThat(judgeWebhook(webhookEvents())).isEmpty();
        assertThat(judgeWebhook(events)).anyMatch(is(WebhookCheck.NAME, Harm.LOST));
    }

    @Test
    void changesInTheWrongOrderAreFoundAndRepetitionsAreNot() {
        List<WebhookEvent> events = webhookEvents();
        WebhookEvent later = events.stream()
                .filter(event -> event.revision() == 2)
                .findFirst()
                .orElseThrow();
        events.add(later);
        assertThat(judgeWebhook(events)).isEmpty();
        events.removeIf(event -> event.equals(later));
        events.add(0, later);
        assertThat(judgeWebhook(events)).anyMatch(is(WebhookCheck.NAME, Harm.WRONG));
    }

    /** Each change of the publishers' alerts, as an alert bridge without faults sends it. */
    private static List<WebhookEvent> webhookEvents() {
        List<WebhookEvent> events = new ArrayList<>();
        for (Observation one : recorded.observations()) {
            if (DeliveryCheck.isOfAPublisher(one.topic()) && one.value() instanceof DelayAlert alert) {
                boolean isRaised = alert.getState().equals("RAISED");
                events.add(new WebhookEvent(
                        "id/" + events.size(), one.topic(), one.key(), one.revision(), isRaised, one.nanos()));
            }
        }
        return events;
    }

    private static List<Finding> judgeWebhook(List<WebhookEvent> events) {
        Findings findings = new Findings();
        WebhookCheck check = new WebhookCheck(findings, () -> events);
        recorded.observations().forEach(check::observe);
        check.finish();
        return findings.all();
    }

    private static void replace(List<Observation> all, Observation one, UnaryOperator<TripCounts.Builder> change) {
        TripCounts changed =
                change.apply(TripCounts.newBuilder((TripCounts) one.value())).build();
        all.set(all.indexOf(one), new Observation(one.topic(), one.partition(), one.key(), changed, one.nanos()));
    }

    private static List<Observation> years() {
        return of(TRIPS, YEAR_OF_KHORGOS);
    }

    private static List<Observation> of(String topic, String key) {
        return recorded.observations().stream()
                .filter(one -> one.topic().equals(topic) && one.key().equals(key))
                .toList();
    }

    private static List<Observation> alerts(String topic) {
        return recorded.observations().stream()
                .filter(one -> one.topic().equals(topic) && one.value() != null)
                .toList();
    }

    private static Predicate<Finding> is(String check, Harm harm) {
        return finding -> finding.check().equals(check) && finding.harm() == harm;
    }

    private static List<Finding> judge(List<Observation> observations) {
        Findings findings = new Findings();
        observe(observations, findings);
        return findings.all();
    }

    private static List<Finding> judgeAndRecount(List<Observation> observations) {
        Findings findings = new Findings();
        TopicTables latest = observe(observations, findings);
        new FinalCheck(recorded.ledger(), latest).check(findings, SLACK);
        return findings.all();
    }

    private static TopicTables observe(List<Observation> observations, Findings findings) {
        TopicTables latest = new TopicTables();
        PrefixCheck prefixes = new PrefixCheck(findings);
        recorded.ledger().onSending(prefixes);
        CheckList checks = new CheckList(List.of(
                latest,
                new RevisionCheck(findings),
                prefixes,
                new AlertLifeCheck(findings, recorded.ledger(), () -> SLACK),
                new AlertCopyCheck(findings),
                new DeliveryCheck(findings),
                new RejectCheck(findings)));
        observations.forEach(checks::observe);
        checks.finish();
        return latest;
    }
}

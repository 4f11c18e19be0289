package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.rules.AlertDetails;
import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.alerts.rules.ClearedCause;
import dev.goldencorridor.processor.alerts.rules.ConfirmedCalls;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.limits.RunLimits;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.CallDetails;
import dev.goldencorridor.processor.model.Consist;
import dev.goldencorridor.processor.model.CustomsStep;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import dev.goldencorridor.schemas.places.FacilityCode;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunAlertsTest {
    /** A record of the release without publishers. It holds the two calls and three alerts below. */
    private static final String VERSION_1 =
            "010180a4e8030123456789abcdef040005434e4852533f0000055838303033c08db7010380897a"
                    + "c0ee6d028092f401c08db70180be92010006706170657273c0d89e010000040000000477696e64000c4152524956414c5f4c4154450008"
                    + "537475726d20c3bc000c7374616e6f783a38373730310302000139809bee020401809bee02060005434e48525340062280897affffffff"
                    + "ffffffffff0180897a000477696e6480f0b2528086825200055838303033c0a386010005434e485253650450ffffffffffffffffff01c0"
                    + "ee6d80897a0000c09a0ca0fe0a00055838303033e8907a80a8c30101000c7374616e6f783a3837373031040e";

    /** Four characters shorter than the longest valid code. */
    private static final String LONGEST_CODE = "s".repeat(32) + ":" + "站".repeat(60);
    /** Its topic has 249 characters, the longest name that Kafka allows. */
    private static final String LONGEST_PUBLISHER = "p".repeat(249 - "movements.".length());

    /** Names of places take most of them, {@link RunLimits#MAX_NAMES_BYTES} at most. */
    private static final int MAX_VISITS_BYTES = 3 << 19;

    private static final Call FULL = new Call(
            TravelDirection.OUTBOUND,
            "X8003",
            new Call.Movement(1_000_000, 900_000, false),
            new Call.Movement(UNKNOWN, 2_000_000, false),
            1_500_000,
            false,
            new Call.Stopped(1_200_000, "papers"),
            new Call.Stopped(1_300_000, null),
            1_500_000,
            List.of(new Call.Cause("", "wind"), new Call.Cause("ARRIVAL_LATE", "Sturm ü")),
            List.of());
    private static final Call BARE = bare(List.of());
    private static final RaisedAlert RAISED = new RaisedAlert(
            Severity.CRITICAL,
            false,
            1_000_000,
            AlertDetails.since(1_000_000, "wind"),
            true,
            86_400_000,
            86_000_000,
            "X8003",
            1_100_000,
            UNKNOWN,
            null);
    private static final RaisedAlert CLEARED = new RaisedAlert(
            Severity.MINOR,
            true,
            UNKNOWN,
            new AlertDetails(900_000, 1_000_000, null),
            false,
            100_000,
            90_000,
            "X8003",
            1_000_500,
            1_600_000,
            ClearedCause.DEPARTED);

    @Test
    void aRunOfTheFormerReleaseIsReadWithoutPublishers() {
        byte[] stored = HexFormat.of().parseHex(VERSION_1);
        RunAlerts read = RunAlerts.fromBytes(stored);
        assertThat(read.calls().all())
                .containsExactly(new CallAt("CNHRS", "", FULL), new CallAt("stanox:87701", "", BARE));
        assertThat(read.alerts())
                .containsExactly(
                        new Alert("CNHRS", "", AlertType.CLEARANCE_OVERDUE, RAISED, 3, false),
                        new Alert("CNHRS", "", AlertType.ARRIVAL_LATE, CLEARED, 2, true),
                        new Alert("stanox:87701", "", AlertType.DEPARTURE_LATE, null, 7, false));
        assertThat(read.evaluatedBy()).isEqualTo(0x0123456789ABCDEFL);
    }

    @Test
    void aRunIsReadAsItWasWritten() {
        RunAlerts state = new RunAlerts(
                new RunCalls(List.of(
                        new CallAt("CNHRS", "khorgos", FULL),
                        new CallAt("KZALA", "ktz", longest()),
                        new CallAt("stanox:87701", "gb-trust", bare(List.of("CNXAG", "esr:707701"))))),
                new RunCalls(List.of(new CallAt("CNXAG", "xian", BARE))),
                List.of(new Alert("stanox:5", "gb-trust", AlertType.ARRIVAL_LATE, CLEARED, 2, true)),
                5,
                new PublishedStatus(7, 1, 2, 3_000_000));
        RunAlerts read = RunAlerts.fromBytes(state.toBytes());
        assertThat(read.calls().all()).isEqualTo(state.calls().all());
        assertThat(read.expiredCalls().all()).isEqualTo(state.expiredCalls().all());
        assertThat(read.published()).isEqualTo(state.published());
        assertThat(read.alerts()).isEqualTo(state.alerts());
        assertThat(read.evaluatedBy()).isEqualTo(5);
    }

    @Test
    void callsOfTheFormerReleaseCountAtOthersOfTheirSchemeAlone() {
        RunCalls former = RunAlerts.fromBytes(HexFormat.of().parseHex(VERSION_1))
                .calls()
                .with("stanox:2", "gb-trust", BARE)
                .with("esr:1", "ktz", BARE);
        PortCatalogue ports = PortCatalogue.builtIn();
        assertThat(new ConfirmedCalls(former, ports).at(former.all().get(0)).all())
                .extracting(CallAt::facility)
                .containsExactly("CNHRS");
        assertThat(new ConfirmedCalls(former, ports).at(former.all().get(1)).all())
                .extracting(CallAt::facility)
                .containsExactly("CNHRS", "stanox:87701", "stanox:2");
        RunCalls updated = former.with("stanox:87701", "another", BARE);
        assertThat(new ConfirmedCalls(updated, ports).at(updated.all().get(1)).all())
                .extracting(CallAt::facility)
                .containsExactly("CNHRS", "stanox:87701");
    }

    @Test
    void theLongestRunThatPublishersCanMakeFitsARecordTogetherWithItsVisits() {
        List<CallAt> calls = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < RunLimits.MAX_CALLS; i++) {
            String facility = LONGEST_CODE + (1_000 + i);
            assertThat(FacilityCode.isValid(facility)).isTrue();
            calls.add(new CallAt(facility, LONGEST_PUBLISHER, longest()));
            // PORT_CLOSED is not an alert of a run.
            for (AlertType type : EnumSet.complementOf(EnumSet.of(AlertType.PORT_CLOSED))) {
                RaisedAlert raised = new RaisedAlert(
                        Severity.CRITICAL,
                        true,
                        -1_000_000_000_000L,
                        new AlertDetails(9_999_999_999_999L, 1_800_000_000_000L, "风".repeat(300)),
                        true,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        "车".repeat(64),
                        1_800_000_000_000L,
                        1_800_000_000_000L,
                        ClearedCause.EXPIRED);
                alerts.add(new Alert(facility, LONGEST_PUBLISHER, type, raised, Integer.MAX_VALUE, true));
            }
        }
        RunAlerts longest = new RunAlerts(new RunCalls(calls), alerts, 1);
        for (int i = 0; i < RunLimits.MAX_STATUS_CALLS + 1; i++) {
            String expired = LONGEST_CODE + (2_000 + i);
            longest = longest.with(expired, LONGEST_PUBLISHER, longest()).withExpired(expired, true);
        }
        assertThat(longest.expiredCalls().size()).isEqualTo(RunLimits.MAX_STATUS_CALLS);
        assertThat(longest.toBytes()).hasSizeLessThan((9 << 20) - MAX_VISITS_BYTES);
    }

    private static Call longest() {
        List<Call.Cause> causes = new ArrayList<>(List.of(new Call.Cause("", "风".repeat(300))));
        for (AlertType type : AlertType.values()) {
            causes.add(new Call.Cause(type.name(), "风".repeat(300)));
        }
        Call.Movement movement = new Call.Movement(1_800_000_000_000L, 9_999_999_999_999L, false);
        Call.Stopped stopped = new Call.Stopped(1_800_000_000_000L, "风".repeat(300));
        String end = LONGEST_CODE + "站".repeat(4);
        return new Call(
                TravelDirection.DOMESTIC,
                "车".repeat(64),
                movement,
                movement,
                1_800_000_000_000L,
                false,
                stopped,
                stopped,
                1_800_000_000_000L,
                causes,
                List.of(end, end, end, end),
                new CallDetails(
                        end,
                        end,
                        end,
                        "线".repeat(64),
                        new Consist(1_000_000, 1_000_000, 1_000_000, 1_000_000_000_000L),
                        1_800_000_000_000L,
                        1_800_000_000_000L,
                        CustomsStep.SELECTED_INSPECTION,
                        1_800_000_000_000L));
    }

    private static Call bare(List<String> namedPlaces) {
        return new Call(
                TravelDirection.DOMESTIC,
                "9",
                new Call.Movement(UNKNOWN, UNKNOWN, true),
                new Call.Movement(3_000_000, UNKNOWN, false),
                UNKNOWN,
                false,
                new Call.Stopped(UNKNOWN, null),
                new Call.Stopped(UNKNOWN, null),
                3_000_000,
                List.of(),
                namedPlaces);
    }
}

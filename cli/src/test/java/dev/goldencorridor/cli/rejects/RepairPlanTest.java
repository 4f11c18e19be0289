package dev.goldencorridor.cli.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A reject is published again only if the pipeline would accept it, and a patch changes what it names alone. */
class RepairPlanTest {
    private final SampleRejects rejects = new SampleRejects();
    private final TrainMovement good = SampleRejects.departure(1);
    private final byte[] key = SampleRejects.utf8(good.getTrainRunId());

    @Test
    void aRecordThatWouldBeAcceptedNowIsPublishedUnchanged() {
        byte[] value = rejects.encoder.serialize("", good);
        Repair repair = repair(RejectReason.TOO_FAR_AHEAD, key, value, null);
        assertThat(repair).isInstanceOfSatisfying(Repair.Publishable.class, one -> {
            assertThat(one.value()).isEqualTo(value);
            assertThat(one.key()).isEqualTo(key);
            assertThat(one.patch()).isEmpty();
        });
    }

    @Test
    void aRecordThatThePipelineWouldRejectAgainIsNotPublished() {
        assertStillRejected(repair(RejectReason.NULL_KEY, null, encoded("CNHRS"), null), "NULL_KEY");
        assertStillRejected(
                repair(RejectReason.FACILITY_NOT_ALLOWED, key, encoded("CNAKL"), null), "FACILITY_NOT_ALLOWED");
        assertStillRejected(repair(RejectReason.TOO_LARGE, key, encoded("CNHRS"), null), "TOO_LARGE");
        assertStillRejected(repair(RejectReason.MALFORMED, key, new byte[] {0, 0, 0, 0, 1, 9}, null), "MALFORMED");
    }

    @Test
    void aPatchRepairsFieldAndKey() {
        Repair repair = repair(RejectReason.FACILITY_NOT_ALLOWED, null, encoded("CNAKL"), """
                select: {where: {facility: CNAKL}}
                change:
                  - set: {facility: CNHRS, detail.gauge: 1520}
                  - remove: detail.origin
                key: trainRunId
                """);
        assertThat(repair).isInstanceOfSatisfying(Repair.Publishable.class, one -> {
            assertThat(new String(one.key(), StandardCharsets.UTF_8)).isEqualTo(good.getTrainRunId());
            assertThat(one.patch()).contains("\"facility\":\"CNHRS\"", "\"remove\":\"detail.origin\"");
            Admission admission = new Admission(rejects.schemas, PublisherCatalogue.builtIn());
            Admission.Admitted admitted = (Admission.Admitted)
                    admission.judge(SampleRejects.TOPIC, one.key(), one.value(), SampleRejects.NOW.toEpochMilli());
            assertThat(admitted.movement().getFacility()).isEqualTo("CNHRS");
            assertThat(admitted.movement().getEventId()).isEqualTo(good.getEventId());
            assertThat(admitted.movement().getDetail().toString())
                    .contains("\"origin\": null", "1520", "\"destination\": \"KZALA\"");
        });
    }

    @Test
    void jsonInsteadOfAvroCanBeRenamedIntoAMovement() {
        byte[] json = SampleRejects.utf8("""
                {"eventId":"00000000-0000-001c-0000-000000000001","trainRunId":"CR|X1|2026-11-28","trainNumber":"X1",\
                "station":"CNHRS","direction":"OUTBOUND","occurredAt":"2026-11-28T11:00:00Z","publisher":"khorgos",\
                "detail":{"type":"Arrival"}}""");
        Repair repair = repair(RejectReason.NOT_WIRE_FORMAT, key, json, "{change: [{rename: {station: facility}}]}");
        assertThat(repair).isInstanceOf(Repair.Publishable.class);
    }

    @Test
    void aPatchThatDoesNotFitChangesNothing() {
        assertStillRejected(
                repair(RejectReason.NOT_A_CODE, key, encoded("x"), "{change: [{rename: {station: facility}}]}"),
                "PATCH");
        assertStillRejected(
                repair(RejectReason.NOT_A_CODE, key, encoded("x"), "{change: [{set: {no.such.field: 1}}]}"), "PATCH");
        assertStillRejected(
                repair(RejectReason.NOT_A_CODE, key, encoded("x"), "{change: [{set: {colour: red}}]}"), "PATCH");
    }

    @Test
    void aPatchThatSelectsOtherRejectsLeavesThisOneAlone() {
        for (String select :
                new String[] {"{reason: TOO_OLD}", "{publisher: alashankou}", "{where: {facility: CNAKL}}"}) {
            assertThat(repair(
                            RejectReason.NOT_A_CODE,
                            key,
                            encoded("CNHRS"),
                            "{select: " + select + ", change: [{set: {facility: CNHRS}}]}"))
                    .isInstanceOf(Repair.NotSelected.class);
        }
    }

    private byte[] encoded(String facility) {
        return rejects.encoder.serialize(
                "", TrainMovement.newBuilder(good).setFacility(facility).build());
    }

    private Repair repair(RejectReason reason, byte[] recordKey, byte[] value, String patch) {
        // The schema must be registered before a value can be decoded.
        encoded("CNHRS");
        return rejects.plan(Optional.ofNullable(patch).map(text -> PatchFile.parse("patch.yaml", text)))
                .of(SampleRejects.entry(1, reason), SampleRejects.record(1, recordKey, value));
    }

    private static void assertStillRejected(Repair repair, String reason) {
        assertThat(repair).isInstanceOfSatisfying(Repair.StillRejected.class, one -> assertThat(one.reason())
                .isEqualTo(reason));
    }
}

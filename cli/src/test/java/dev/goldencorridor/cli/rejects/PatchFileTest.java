package dev.goldencorridor.cli.rejects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A patch is read from YAML and JSON, and a mistake in it is an error. */
class PatchFileTest {
    @Test
    void yamlAndJsonGiveTheSamePatch() {
        Patch yaml = PatchFile.parse("p", """
                select:
                  reason: [TOO_OLD, NOT_A_CODE]
                change:
                  - set: {occurredAt: 2026-11-28T08:00:00Z}
                  - remove: [plannedAt]
                  - rename: {station: facility}
                """);
        Patch json = PatchFile.parse("p", """
                {"select": {"reason": ["TOO_OLD", "NOT_A_CODE"]}, "change": [
                  {"set": {"occurredAt": "2026-11-28T08:00:00Z"}},
                  {"remove": "plannedAt"}, {"rename": {"station": "facility"}}]}
                """);
        assertThat(yaml).isEqualTo(json);
        assertThat(yaml.changes().get(0))
                .isEqualTo(new Patch.Change.Set("occurredAt", TextNode.valueOf("2026-11-28T08:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{chnage: []};unknown name 'chnage'",
                "{select: {resaon: X}, key: trainRunId};unknown name 'resaon'",
                "{change: [{sett: {a: 1}}]};unknown name 'sett'",
                "{change: [{set: {a: 1}, remove: b}]};one of set, remove and rename",
                "{change: {set: {a: 1}}};it must be a list",
                "{};it changes nothing",
                "{select: {reason: TOO_OLD}};it changes nothing",
                "{key: facility};only 'key: trainRunId'",
                "{change: [{remove: 5}]};is no text",
                "{change: [{remove: a..b}]};is no field",
                "{change: [{rename: {a: b.c}}]};needs a new name",
                "[1, 2];it must be an object",
                "{a: 1;neither YAML nor JSON",
                "{key: trainRunId, key: trainRunId};neither YAML nor JSON",
                "!!java.net.URL [http://x];neither YAML nor JSON",
            })
    void aMistakeIsAnErrorThatNamesIt(String text, String message) {
        assertThatThrownBy(() -> PatchFile.parse("repair.yaml", text))
                .isInstanceOf(RejectsException.class)
                .hasMessageStartingWith("repair.yaml")
                .hasMessageContaining(message);
    }
}

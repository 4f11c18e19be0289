package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which messages are packed, cut off, or made to exhaust the reader. */
class TafFramingTest {
    private String germany;
    private String sweden;
    private UUID germanId;
    private UUID swedishId;

    @BeforeEach
    void readDocuments() throws IOException {
        germany = TafDocuments.text("germany.xml");
        sweden = TafDocuments.element("sweden.xml");
        germanId = TafDocuments.movement(germany).getEventId();
        swedishId = TafDocuments.movement(sweden).getEventId();
    }

    @Test
    void documentsFollowEachOtherWithAndWithoutDeclarations() throws IOException {
        List<Reading> readings = TafDocuments.read("\uFEFF" + germany + "\uFEFF" + sweden + sweden + "\n" + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId, swedishId, swedishId, germanId);
        assertThat(readings)
                .extracting(Reading::where)
                .startsWith("feed:2 (message 1)", "feed:43 (message 2)", "feed:43 (message 3)");
    }

    @Test
    void recordsOfAJournalBeginWithTheirTime() throws IOException {
        String record = germany.replace("\n", "");
        List<Reading> readings = TafDocuments.read(
                "1758916452102$" + record + "\n1758916452103$" + sweden + "\n1758916452104$" + record);
        assertThat(Readings.ids(readings)).containsExactly(germanId, swedishId, germanId);
        assertThat(readings.get(2).where()).isEqualTo("feed:3 (message 3)");
    }

    @Test
    void anEnvelopeHoldsElementsEscapedTextOrCdata() throws IOException {
        String escaped = germany.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;");
        String envelope = TafDocuments.text("envelope.xml")
                .replace("@ELEMENTS@", TafDocuments.element("germany.xml"))
                .replace("@CDATA@", sweden)
                .replace("@ESCAPED@", escaped);
        List<Reading> readings = TafDocuments.read(envelope);
        assertThat(readings)
                .startsWith(
                        new Reading.NotMovement("feed:7 (message 1)", "PathDetailsMessage"),
                        new Reading.NotMovement("feed:10 (message 2)", "TrainReadyMessage"));
        assertThat(Readings.ids(readings)).containsExactly(germanId, swedishId, germanId);
        assertThat(readings).hasSize(5);
    }

    @Test
    void aFieldOfAJsonObjectHoldsTheMessage() throws IOException {
        String ndjson = "{\"offset\":1,\"xml\":" + json(germany) + "}\n{\"value\": {\"payload\" : " + json(sweden)
                + "}}\n[{\"data\":" + json("1758916452102$" + germany) + ",\"note\":\"<xml>\"}]\n{\"other\":1}\n"
                + "{\"xml\":\"<cut off\n" + "{\"xml\":" + json(sweden).replace("Å", "\\u00c5") + "}";
        List<Reading> readings = TafDocuments.read(ndjson);
        assertThat(Readings.ids(readings)).containsExactly(germanId, swedishId, germanId, swedishId);
        assertThat(Readings.faults(readings))
                .containsExactly(
                        "feed:4 (message 4): the JSON object has no XML in a field xml, payload or data",
                        "feed:5 (message 5): a JSON string has no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "UTF-8"})
    void theEncodingIsThatOfTheBytes(String encoding) throws IOException {
        String declared = germany.replace("UTF-8", encoding);
        assertThat(Readings.ids(TafDocuments.read(declared.getBytes(Charset.forName(encoding)), Map.of())))
                .containsExactly(germanId);
        assertThat(Readings.ids(TafDocuments.read(("\uFEFF" + declared).getBytes(Charset.forName(encoding)), Map.of())))
                .containsExactly(germanId);
    }

    @Test
    void aDeclarationOfUtf16InSingleBytesIsALeftover() throws IOException {
        assertThat(TafDocuments.movement(germany.replace("UTF-8", "utf-16")).getEventId())
                .isEqualTo(germanId);
    }

    @Test
    void bytesThatContradictTheEncodingSpoilTheirMessageAlone() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(germany.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(sweden.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(germany.replace("UTF-8", "KLINGON").getBytes(StandardCharsets.UTF_8));
        List<Reading> readings = TafDocuments.read(bytes.toByteArray(), Map.of());
        assertThat(Readings.ids(readings)).containsExactly(swedishId);
        assertThat(Readings.faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault).isEqualTo("feed:2 (message 1): the message is not UTF-8 text"),
                        fault -> assertThat(fault).endsWith("the encoding 'KLINGON' is not supported"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Sen", "<Sender CI_InstanceNumber=\"5", "<!-- ", "<![CDATA[ ", "<?pi ", "", "<a>text"})
    void aMessageThatIsCutOffEndsAtTheNextDocument(String rest) throws IOException {
        String cut = germany.substring(0, germany.indexOf("<Sender ")) + rest;
        List<Reading> readings = TafDocuments.read(cut + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId);
        assertThat(Readings.faults(readings)).singleElement().satisfies(fault -> assertThat(fault)
                .startsWith("feed:2 (message 1): ")
                .containsAnyOf("has no end", "cut off"));
    }

    @Test
    void anEnvelopeThatIsCutOffEndsAtTheNextDocument() throws IOException {
        String envelope = TafDocuments.text("envelope.xml").replace("@CDATA@", "1758916452102$" + germany);
        String cut = envelope.substring(0, envelope.indexOf("052003"));
        List<Reading> readings = TafDocuments.read(cut + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId);
        assertThat(Readings.faults(readings))
                .containsExactly("feed:2 (message 3): the document is cut off: </Envelope> is missing");
    }

    @Test
    void aMessageThatIsCutOffAlsoEndsAtTheNextMessage() throws IOException {
        String cut = sweden.substring(0, sweden.indexOf("</trainIdent>"));
        List<Reading> readings =
                TafDocuments.read(cut + sweden + "\n" + cut + TafDocuments.element("germany.xml") + cut);
        assertThat(Readings.ids(readings)).containsExactly(swedishId, germanId);
        assertThat(Readings.faults(readings)).hasSize(3).allSatisfy(fault -> assertThat(fault)
                .endsWith("the message is cut off: </TrainRunningInformation> is missing"));
    }

    @Test
    void aSourceWithoutMessagesSaysSo() throws IOException {
        assertThat(TafDocuments.read(" \n")).isEmpty();
        assertThat(Readings.faults(TafDocuments.read("a,b\n1,2\n")))
                .containsExactly("feed:1 (message 1): there is no TAF TSI message");
        assertThat(Readings.faults(TafDocuments.read("\n<html><p>?</p></html>")))
                .containsExactly("feed:2 (message 1): <html> has no TAF TSI message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x SYSTEM 'file:///etc/hostname'>",
                "<!DOCTYPE x [<!ENTITY where SYSTEM \"file:///etc/hostname\"> ]>",
                "<!DOCTYPE x [<!ENTITY a 'aa>'><!ENTITY b \"&a;&a;&a;\"><!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]>",
                "<!DOCTYPE x>"
            })
    void aDocumentTypeIsRefusedAndTheNextDocumentIsRead(String type) throws IOException {
        String hostile = germany.replace("?>", "?>" + type);
        List<Reading> readings = TafDocuments.read(hostile + sweden);
        assertThat(Readings.ids(readings)).containsExactly(swedishId);
        assertThat(Readings.faults(readings))
                .containsExactly(
                        "feed:1 (message 1): a document type (DOCTYPE) is not allowed: the document is skipped");
    }

    @Test
    void aDocumentTypeThatIsCutOffEndsAtTheNextDocument() throws IOException {
        List<Reading> readings = TafDocuments.read("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b" + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId);
        assertThat(Readings.faults(readings)).singleElement().satisfies(fault -> assertThat(fault)
                .contains("DOCTYPE"));
    }

    @Test
    void anEntityIsRefusedByName() throws IOException {
        List<Reading> readings = TafDocuments.read(germany.replace("052003", "&where;") + sweden);
        assertThat(Readings.ids(readings)).containsExactly(swedishId);
        assertThat(Readings.faults(readings))
                .singleElement()
                .satisfies(fault -> assertThat(fault).contains("entity").contains("where"));
    }

    @Test
    void eachLimitIsNamedAndTheNextMessageIsRead() throws IOException {
        assertLimit("<a>".repeat(80) + "</a>".repeat(80), "elements are nested deeper than 64");
        assertLimit("<a/>".repeat(60_000), "more than 50000 elements");
        assertLimit("<a>" + "x".repeat(70_000) + "</a>", "the text of <a> is longer than 65536 characters");
        assertLimit("<a b='" + "x".repeat(70_000) + "'/>", "a tag is longer than 65536 bytes");
        assertLimit("<a" + "x".repeat(300) + "/>", "a tag's name is longer than 256 bytes");
        assertLimit("<a " + attributes(150) + "/>", "an element has more than 100 attributes");
        assertLimit("<a>x</a>".repeat(150_000), "the message is longer than 1048576 bytes");
        assertLimit("<!--" + "x".repeat(1 << 21) + "-->", "a comment is longer than 1048576 bytes");
        assertLimit("<!ENTITY x 'y'>", "a document type (DOCTYPE) or an entity declaration is not allowed");
    }

    @Test
    void aMessageWithoutEndIsTooLong() throws IOException {
        List<Reading> readings = TafDocuments.read("<TrainDelayCauseMessage>" + "x".repeat(1 << 21) + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId);
        assertThat(Readings.faults(readings))
                .containsExactly("feed:1 (message 1): the message is longer than 1048576 bytes");
    }

    @Test
    void endlessNestingAroundMessagesIsReportedOnce() throws IOException {
        List<Reading> readings = TafDocuments.read("<a>".repeat(100_000) + germany);
        assertThat(Readings.ids(readings)).containsExactly(germanId);
        assertThat(Readings.faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault).contains("more than 64 elements are around a message"),
                        fault -> assertThat(fault).contains("the document is cut off: </a> is missing"));
    }

    @Test
    void theKindsOfOneSourceAreLimited() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            text.append("<K").append(i).append("Message/>");
        }
        assertThat(TafDocuments.read(text.toString()).stream()
                        .map(reading -> ((Reading.NotMovement) reading).kind())
                        .distinct())
                .hasSize(1_001)
                .contains("of further kinds");
    }

    private void assertLimit(String content, String limit) throws IOException {
        String hostile = germany.replace("</MessageHeader>", content + "</MessageHeader>");
        List<Reading> readings = TafDocuments.read(hostile + sweden + germany);
        assertThat(Readings.ids(readings)).as(limit).containsExactly(swedishId, germanId);
        assertThat(Readings.faults(readings)).singleElement().satisfies(fault -> assertThat(fault)
                .startsWith("feed:2 (message 1): ")
                .contains(limit));
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        return attributes.toString();
    }

    private static String json(String text) {
        TextNode node = JsonNodeFactory.instance.textNode(text);
        return node.toString();
    }
}

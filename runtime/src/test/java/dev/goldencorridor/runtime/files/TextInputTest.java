package dev.goldencorridor.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextInputTest {
    private static final String TEXT = "车次,到达 \uD83D\uDE82,Łódź\n" + "X8003,1,Хоргос\n".repeat(900);

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkShowsTheEncodingAndIsSkipped(String charset) throws IOException {
        byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        assertThat(utf8(bytes, StandardCharsets.UTF_8)).isEqualTo(TEXT);
        assertThat(utf8(bytes, Charset.forName("GBK"))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void utf16IsRecognisedWithoutAMark(String charset) throws IOException {
        assertThat(utf8(TEXT.getBytes(Charset.forName(charset)), StandardCharsets.UTF_8))
                .isEqualTo(TEXT);
        assertThat(utf8("a,b".getBytes(Charset.forName(charset)), StandardCharsets.UTF_8))
                .isEqualTo("a,b");
    }

    @ParameterizedTest
    @CsvSource({"windows-1251, Хоргос", "GBK, 霍尔果斯", "GB18030, 霍尔果斯🚂", "UTF-16, Łódź", "ISO-8859-1, Köln"})
    void anEncodingCanBeGiven(String charset, String text) throws IOException {
        String longText = (text + ",1\n").repeat(3000);
        assertThat(utf8(longText.getBytes(Charset.forName(charset)), Charset.forName(charset)))
                .isEqualTo(longText);
    }

    @Test
    void undecodableBytesAreNoUtf8AndLeaveTheRestAlone() throws IOException {
        byte[] gbk = {'a', (byte) 0x81, '\n', 'b', '\n'};
        byte[] read = TextInput.of(new ByteArrayInputStream(gbk), Charset.forName("GBK"))
                .readAllBytes();
        assertThat(read).containsExactly('a', 0xFF, '\n', 'b', '\n');
        byte[] utf8 = {'a', (byte) 0xC7, '\n', 'b', '\n'};
        assertThat(TextInput.of(new ByteArrayInputStream(utf8)).readAllBytes()).isEqualTo(utf8);
    }

    @Test
    void theFaultNamesTheEncoding() throws IOException {
        InputStream none = InputStream.nullInputStream();
        assertThat(TextInput.of(none, Charset.forName("GBK")).undecodable())
                .isEqualTo("not GBK; try another --encoding");
        assertThat(TextInput.of(none).undecodable()).startsWith("not UTF-8; try --encoding windows-1251");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?xml version=\"1.0\" encoding=\"UTF-16LE\"?><a>ü</a>", "\uFEFF  <a>ü</a>"})
    void xmlKeepsItsBytesBecauseItDeclaresItsEncoding(String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_16LE);
        assertThat(TextInput.of(new ByteArrayInputStream(bytes)).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aTextInputIsNotDecodedTwice() throws IOException {
        byte[] bytes = "Хоргос".getBytes(Charset.forName("windows-1251"));
        TextInput once = TextInput.of(new ByteArrayInputStream(bytes), Charset.forName("windows-1251"));
        assertThat(TextInput.of(once)).isSameAs(once);
    }

    @Test
    void aLiveSourceIsReadAsItComes() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                InputStream in = new PipedInputStream(out)) {
            out.write("first\n".getBytes(StandardCharsets.UTF_8));
            byte[] buffer = new byte[100];
            int read = TextInput.of(in).read(buffer, 0, buffer.length);
            assertThat(Arrays.copyOf(buffer, read)).isEqualTo("first\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String utf8(byte[] bytes, Charset charset) throws IOException {
        return new String(
                TextInput.of(new ByteArrayInputStream(bytes), charset).readAllBytes(), StandardCharsets.UTF_8);
    }
}

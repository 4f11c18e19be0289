package dev.goldencorridor.producer.format.taf;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the tags in a stream of XML documents, without a check of their well-formedness. Text,
 * comments, CDATA and processing instructions are no tokens.
 */
final class XmlScanner {
    /** The tokens of a stream. */
    enum Token {
        START,
        EMPTY,
        END,
        /** An XML declaration: a new document begins. */
        DECLARATION,
        /** A document type declaration, or another one that begins with an exclamation mark. */
        DOCTYPE,
        /** An opening brace, where JSON is expected. It is not read yet. */
        BRACE,
        /** Markup that has no end or is too long. {@link #problem()} names it. */
        BROKEN,
        END_OF_INPUT
    }

    private static final Pattern ENCODING =
            Pattern.compile("encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,63})[\"']");
    private static final long DECLARATION_BYTES = 0x3C3F786D6CL; // <?xml

    private static final String CDATA = "[CDATA[";
    /** A byte order mark, a time, and the beginning of a declaration. A document in CDATA may begin with them. */
    private static final String BEFORE_DECLARATION = "\u00EF\u00BB\u00BF0123456789$<?xml";

    private final ByteInput in;
    /** The bytes since the last {@link RawBytes#clear()}. */
    final RawBytes raw = new RawBytes();
    /** The bytes of the last token. */
    final RawBytes token = new RawBytes();

    private final StringBuilder name = new StringBuilder();
    private long recent;
    private long line;
    private int start;
    private String encoding;
    private String problem;
    /** Whether the last token ended because an XML declaration begins. */
    private boolean isInDeclaration;

    XmlScanner(ByteInput in) {
        this.in = in;
    }

    /**
     * Reads up to the end of the next token.
     *
     * @param isInMessage whether an XML declaration in a comment, or at the start of CDATA, begins a new document: then
     *     the message is cut off
     * @param isJsonExpected whether an opening brace in the text is a token
     */
    Token next(boolean isInMessage, boolean isJsonExpected) throws IOException {
        if (isInDeclaration) {
            isInDeclaration = false;
            return restOfDeclaration();
        }
        while (true) {
            int next = in.peek();
            if (next == ByteInput.END) {
                return Token.END_OF_INPUT;
            }
            if (next == '{' && isJsonExpected) {
                return Token.BRACE;
            }
            line = in.line();
            start = raw.size();
            token.clear();
            read();
            if (next == '<') {
                Token token = markup(isInMessage);
                if (token != null) {
                    return token;
                }
            }
        }
    }

    /** The name of the last start or end tag, without its prefix. */
    String name() {
        return name.substring(name.indexOf(":") + 1);
    }

    /** The line, from 1, on which the last token begins. */
    long line() {
        return line;
    }

    /** The index of the last token in {@link #raw}. */
    int start() {
        return start;
    }

    /** The encoding in the last XML declaration; null if it has none. */
    String encoding() {
        return encoding;
    }

    String problem() {
        return problem;
    }

    /** Returns null after markup that is no token. */
    private Token markup(boolean isInMessage) throws IOException {
        int next = in.peek();
        if (next == '?') {
            return instruction();
        }
        if (next == '!') {
            read();
            return exclamation(isInMessage);
        }
        if (next == '/') {
            read();
            return tag(Token.END);
        }
        return isNameStart(next) ? tag(Token.START) : null;
    }

    private Token tag(Token kind) throws IOException {
        name.setLength(0);
        int quote = 0;
        boolean isInName = true;
        boolean isEmpty = false;
        for (int bytes = 0; bytes < TafLimits.MAX_TAG_BYTES; bytes++) {
            int next = in.peek();
            if (next == ByteInput.END) {
                return broken("the tag <" + name + " has no end");
            }
            // XML forbids this character in tags, also between quotes. So the tag is cut off.
            if (next == '<') {
                return broken("the tag <" + name + " has no end");
            }
            read();
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '>') {
                return isEmpty && kind == Token.START ? Token.EMPTY : kind;
            } else if (next == '"' || next == '\'') {
                quote = next;
            }
            isEmpty = next == '/';
            isInName = isInName && next > ' ' && next != '/';
            if (isInName) {
                name.append((char) next);
                if (name.length() > TafLimits.MAX_NAME_BYTES) {
                    return broken("a tag's name is longer than " + TafLimits.MAX_NAME_BYTES + " bytes");
                }
            }
        }
        return broken("a tag is longer than " + TafLimits.MAX_TAG_BYTES + " bytes");
    }

    private Token instruction() throws IOException {
        StringBuilder text = new StringBuilder();
        read();
        for (int bytes = 0; bytes < TafLimits.MAX_TAG_BYTES; bytes++) {
            int next = read();
            if (next == ByteInput.END) {
                return broken("a processing instruction has no end");
            }
            if (next == '>' && (recent & 0xFFFF) == (('?' << 8) | '>')) {
                return isDeclaration(text) ? declaration(text) : null;
            }
            text.append((char) next);
        }
        return broken("a processing instruction is longer than " + TafLimits.MAX_TAG_BYTES + " bytes");
    }

    private static boolean isDeclaration(StringBuilder text) {
        return text.length() > 3 && text.indexOf("xml") == 0 && text.charAt(3) <= ' ';
    }

    private Token declaration(CharSequence text) {
        Matcher matcher = ENCODING.matcher(text);
        encoding = matcher.find() ? matcher.group(1) : null;
        return Token.DECLARATION;
    }

    private Token exclamation(boolean isInMessage) throws IOException {
        if (in.peek() == '-') {
            return skip("a comment", "-->", isInMessage, !isInMessage);
        }
        if (in.peek() == '[') {
            for (int i = 0; i < CDATA.length(); i++) {
                if (in.peek() != CDATA.charAt(i)) {
                    return broken("<![ does not begin a CDATA section");
                }
                read();
            }
            return skip("a CDATA section", "]]>", true, !isInMessage);
        }
        return documentType();
    }

    /**
     * Skips to the terminator.
     *
     * @param isCutOff whether an XML declaration begins a new document
     * @param mayBegin whether the content itself may begin with a declaration
     */
    private Token skip(String what, String terminator, boolean isCutOff, boolean mayBegin) throws IOException {
        long last = ((long) terminator.charAt(0) << 16) | ((long) terminator.charAt(1) << 8) | terminator.charAt(2);
        boolean isBeginning = mayBegin;
        recent = 0;
        for (int bytes = 0; bytes < TafLimits.MAX_MESSAGE_BYTES; bytes++) {
            int next = read();
            if (next == ByteInput.END) {
                return broken(what + " has no end");
            }
            if ((recent & 0xFFFFFF) == last) {
                return null;
            }
            isBeginning = isBeginning && (next <= ' ' || BEFORE_DECLARATION.indexOf(next) >= 0);
            if (isCutOff && !isBeginning && beginsDeclaration()) {
                return restOfDeclaration();
            }
        }
        return broken(what + " is longer than " + TafLimits.MAX_MESSAGE_BYTES + " bytes");
    }

    private Token documentType() throws IOException {
        int quote = 0;
        int brackets = 0;
        for (int bytes = 0; bytes < TafLimits.MAX_TAG_BYTES; bytes++) {
            int next = read();
            if (next == ByteInput.END) {
                return Token.DOCTYPE;
            }
            if (beginsDeclaration()) {
                isInDeclaration = true;
                return Token.DOCTYPE;
            }
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '"' || next == '\'') {
                quote = next;
            } else if (next == '[') {
                brackets++;
            } else if (next == ']') {
                brackets--;
            } else if (next == '>' && brackets <= 0) {
                return Token.DOCTYPE;
            }
        }
        return Token.DOCTYPE;
    }

    private boolean beginsDeclaration() throws IOException {
        return (recent & 0xFFFFFFFFFFL) == DECLARATION_BYTES && in.peek() >= 0 && in.peek() <= ' ';
    }

    private Token restOfDeclaration() throws IOException {
        StringBuilder text = new StringBuilder();
        int next = read();
        while (next != ByteInput.END && next != '>' && text.length() < TafLimits.MAX_NAME_BYTES) {
            text.append((char) next);
            next = read();
        }
        return declaration(text);
    }

    private Token broken(String what) {
        problem = what;
        return Token.BROKEN;
    }

    private static boolean isNameStart(int next) {
        return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '_' || next >= 0x80;
    }

    private int read() throws IOException {
        int next = in.read();
        if (next != ByteInput.END) {
            raw.add(next);
            token.add(next);
            recent = (recent << 8) | next;
        }
        return next;
    }
}

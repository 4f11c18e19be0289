package dev.goldencorridor.producer.format.taf;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Splits a source into messages, in constant memory. A source has one document or several, messages in an envelope,
 * or JSON with XML in a field. A message that is cut off ends where the next document or message begins.
 */
final class TafSplitter implements Closeable {
    /** Where the bytes come from. Each level may contain the next one. */
    private enum Level {
        FILE,
        JSON_FIELD,
        ELEMENT_TEXT
    }

    private final ByteInput in;
    private final XmlScanner scanner;
    private final Level level;
    private final Deque<TafPart> ready = new ArrayDeque<>();
    private final OpenElements around = new OpenElements();
    private final DocumentEncoding encoding;
    /** The open message, or null. */
    private String message;

    private long messageLine;
    private boolean isRefused;
    private long textLine = 1;
    private boolean hasDocumentMessage;
    private boolean isDocumentRefused;
    private boolean isStrayReported;
    private boolean isEmpty = true;
    private boolean hasEnded;
    private JsonPayloads json;
    private TafSplitter nested;
    private long nestedLine;

    private TafSplitter(ByteInput in, Level level) {
        this.in = in;
        this.scanner = new XmlScanner(in);
        this.level = level;
        this.encoding = new DocumentEncoding(in.isRecoded() || level != Level.FILE);
    }

    static TafSplitter of(InputStream source) throws IOException {
        return new TafSplitter(ByteInput.of(source), Level.FILE);
    }

    /** The next part, or null at the end of the source. */
    TafPart next() throws IOException {
        while (true) {
            if (nested != null) {
                TafPart part = nested.next();
                if (part != null) {
                    isEmpty = false;
                    return part.at(nestedLine);
                }
                nested = null;
            }
            if (!ready.isEmpty()) {
                isEmpty = false;
                return ready.poll();
            }
            if (hasEnded) {
                return null;
            }
            if (json != null) {
                readJson();
            } else {
                readToken();
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void readJson() throws IOException {
        try {
            byte[] xml = json.next();
            if (xml == null) {
                json = null;
            } else {
                descend(xml, Level.JSON_FIELD, json.line());
            }
        } catch (TafException e) {
            fault(json.line(), e.getMessage());
        }
    }

    private void readToken() throws IOException {
        boolean isOutside = message == null;
        switch (scanner.next(!isOutside, isOutside && around.isEmpty() && level == Level.FILE)) {
            case START -> start(false);
            case EMPTY -> start(true);
            case END -> end();
            case DECLARATION -> declaration();
            case DOCTYPE -> documentType();
            case BRACE -> {
                scanner.raw.clear();
                json = new JsonPayloads(in);
            }
            case BROKEN -> broken(scanner.problem());
            case END_OF_INPUT -> endOfInput();
        }
    }

    private void start(boolean isEmptyElement) throws IOException {
        String name = scanner.name();
        if (message != null) {
            if (!name.equals(message) && !MessageNames.isRunning(name)) {
                return;
            }
            cutOff();
        }
        if (MessageNames.isRunning(name) || (!around.isInOtherMessage() && MessageNames.isShortRunning(name))) {
            open(name);
            if (isEmptyElement) {
                closeMessage();
            }
            return;
        }
        around.open(name, scanner.line());
        if (around.isTooDeep()) {
            stray(scanner.line(), "more than " + TafLimits.MAX_DEPTH + " elements are around a message");
        }
        afterTag();
        if (isEmptyElement) {
            closeElement();
        }
    }

    private void end() throws IOException {
        if (message != null) {
            if (scanner.name().equals(message)) {
                closeMessage();
            }
            return;
        }
        readElementText();
        if (around.isEmpty()) {
            stray(scanner.line(), "the end tag </" + scanner.name() + "> has no start tag");
        } else {
            closeElement();
        }
        afterTag();
    }

    private void open(String name) {
        scanner.raw.set(scanner.token);
        message = name;
        messageLine = scanner.line();
        isRefused = isDocumentRefused;
        around.holdsRunningMessage();
        hasDocumentMessage = true;
        isStrayReported = false;
    }

    private void closeMessage() {
        if (!isRefused) {
            try {
                ready.add(new TafPart.Message(messageLine, encoding.text(scanner.raw, scanner.raw.size())));
            } catch (TafException e) {
                fault(messageLine, e.getMessage());
            }
        }
        message = null;
        if (around.isEmpty()) {
            endOfDocument();
        }
        afterTag();
    }

    private void closeElement() {
        TafPart.Other other = around.close();
        if (other != null) {
            hasDocumentMessage = true;
            if (!isDocumentRefused) {
                ready.add(other);
            }
        }
        if (around.isEmpty()) {
            if (!hasDocumentMessage && !isDocumentRefused) {
                stray(around.rootLine(), "<" + around.root() + "> has no TAF TSI message");
            }
            endOfDocument();
        }
    }

    private void endOfDocument() {
        hasDocumentMessage = false;
        isDocumentRefused = false;
    }

    private void declaration() {
        if (message != null) {
            cutOff();
        } else if (!around.isEmpty()) {
            fault(around.rootLine(), "the document is cut off: </" + around.root() + "> is missing");
            isStrayReported = true;
        } else {
            isStrayReported = false;
        }
        around.clear();
        endOfDocument();
        encoding.declare(scanner.encoding());
        afterTag();
    }

    private void documentType() {
        if (message != null) {
            refuse("a document type (DOCTYPE) or an entity declaration is not allowed");
        } else if (!isDocumentRefused) {
            fault(scanner.line(), "a document type (DOCTYPE) is not allowed: the document is skipped");
            isDocumentRefused = true;
        }
    }

    private void broken(String problem) {
        if (message != null) {
            refuse(problem);
        } else {
            stray(scanner.line(), problem);
            afterTag();
        }
    }

    private void endOfInput() {
        hasEnded = true;
        if (message != null) {
            cutOff();
        } else if (!around.isEmpty()) {
            stray(around.rootLine(), "the document is cut off: </" + around.root() + "> is missing");
        } else if (isEmpty && !scanner.raw.isBlank() && level != Level.ELEMENT_TEXT) {
            fault(1, "there is no TAF TSI message");
        }
    }

    private void cutOff() {
        refuse(
                scanner.raw.isOverflowed()
                        ? DocumentEncoding.TOO_LONG
                        : "the message is cut off: </" + message + "> is missing");
        message = null;
        isStrayReported = true;
    }

    private void refuse(String problem) {
        if (!isRefused) {
            fault(messageLine, problem);
        }
        isRefused = true;
    }

    /** Reports a fault outside of messages. Further ones before the next message are probably consequences. */
    private void stray(long line, String problem) {
        if (!isStrayReported && level != Level.ELEMENT_TEXT) {
            fault(line, problem);
        }
        isStrayReported = true;
    }

    private void fault(long line, String problem) {
        ready.add(new TafPart.Fault(line, problem));
    }

    private void readElementText() throws IOException {
        if (level == Level.ELEMENT_TEXT || around.isInOtherMessage() || isDocumentRefused) {
            return;
        }
        try {
            String xml = ElementText.xml(scanner.raw, scanner.start(), encoding);
            if (xml != null) {
                descend(xml.getBytes(StandardCharsets.UTF_8), Level.ELEMENT_TEXT, textLine);
                hasDocumentMessage |= MessageNames.areIn(xml);
            }
        } catch (TafException e) {
            stray(textLine, "the text of an element cannot be read: " + e.getMessage());
        }
    }

    private void descend(byte[] xml, Level into, long line) throws IOException {
        nested = new TafSplitter(ByteInput.of(new ByteArrayInputStream(xml)), into);
        nestedLine = line;
    }

    private void afterTag() {
        scanner.raw.clear();
        textLine = in.line();
    }
}

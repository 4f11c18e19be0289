package dev.goldencorridor.producer.format.taf;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a message. Names have no prefix, and upper and lower case are equal: national variants differ in both.
 * A path has names separated by slashes, and begins below this element. Attributes are not kept.
 */
final class TafElement {
    private static final XMLInputFactory FACTORY = factory();

    private final String name;
    private final List<TafElement> children = new ArrayList<>(4);
    private final StringBuilder text = new StringBuilder(0);

    private TafElement(String name) {
        this.name = name;
    }

    /**
     * Parses the XML of one message.
     *
     * @throws TafException if it is not well-formed or exceeds a limit
     */
    static TafElement parse(String xml) throws TafException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new TafException("not well-formed XML: " + firstLine(e));
        } catch (RuntimeException e) {
            // The JDK's parser reports some malformed input by exceptions of its own, which are unchecked.
            throw new TafException("not well-formed XML: " + e);
        }
    }

    /** The text of a root element without other elements. */
    static String unescape(String xml) throws TafException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
            try {
                reader.next();
                return reader.getElementText().trim();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new TafException("not well-formed XML: " + firstLine(e));
        } catch (RuntimeException e) {
            throw new TafException("not well-formed XML: " + e);
        }
    }

    String name() {
        return name;
    }

    /** All elements on this path, in their order. */
    List<TafElement> all(String path) {
        List<TafElement> found = List.of(this);
        for (String step : path.split("/", -1)) {
            List<TafElement> next = new ArrayList<>();
            for (TafElement parent : found) {
                for (TafElement child : parent.children) {
                    if (child.name.equalsIgnoreCase(step)) {
                        next.add(child);
                    }
                }
            }
            found = next;
        }
        return found;
    }

    /** The first element on the first of these paths that has one; null if none has. */
    TafElement element(String... paths) {
        for (String path : paths) {
            List<TafElement> found = all(path);
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return null;
    }

    /** The texts on this path that are not blank. */
    List<String> texts(String path) {
        return all(path).stream()
                .map(element -> element.text.toString().trim())
                .filter(trimmed -> !trimmed.isEmpty())
                .toList();
    }

    /** The first text on the first of these paths that has one; null if none has. */
    String text(String... paths) {
        for (String path : paths) {
            List<String> found = texts(path);
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return null;
    }

    private static TafElement read(XMLStreamReader reader) throws XMLStreamException, TafException {
        Deque<TafElement> open = new ArrayDeque<>();
        TafElement root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    elements++;
                    check(reader, open.size() + 1, elements);
                    TafElement element = new TafElement(localName(reader.getLocalName()));
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children.add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().append(reader.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new TafException("the entity '" + reader.getLocalName() + "' is not allowed");
                case XMLStreamConstants.DTD -> throw new TafException("a document type (DOCTYPE) is not allowed");
                default -> {
                    // Comments and processing instructions.
                }
            }
        }
        return root;
    }

    private static void check(XMLStreamReader reader, int depth, int elements) throws TafException {
        if (depth > TafLimits.MAX_DEPTH) {
            throw new TafException("elements are nested deeper than " + TafLimits.MAX_DEPTH);
        }
        if (elements > TafLimits.MAX_ELEMENTS) {
            throw new TafException("there are more than " + TafLimits.MAX_ELEMENTS + " elements");
        }
        if (reader.getAttributeCount() > TafLimits.MAX_ATTRIBUTES) {
            throw new TafException("an element has more than " + TafLimits.MAX_ATTRIBUTES + " attributes");
        }
    }

    private void append(String more) throws TafException {
        text.append(more);
        if (text.length() > TafLimits.MAX_ELEMENT_TEXT_CHARS) {
            throw new TafException(
                    "the text of <" + name + "> is longer than " + TafLimits.MAX_ELEMENT_TEXT_CHARS + " characters");
        }
    }

    private static String localName(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private static String firstLine(XMLStreamException e) {
        String[] lines = String.valueOf(e.getMessage()).split("\\R", -1);
        // The JDK puts the position, which is relative to the message, before the cause.
        String cause = lines.length > 1 ? lines[1] : lines[0];
        return cause.startsWith("Message: ") ? cause.substring("Message: ".length()) : cause;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Messages from Great Britain have prefixes that no namespace declares.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}

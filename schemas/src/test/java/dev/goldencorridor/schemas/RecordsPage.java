package dev.goldencorridor.schemas;

import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The text of docs/records.md, from the schemas of the contract and the declared topics. */
final class RecordsPage {
    private static final String HEAD = """
            # Records

            This page lists every field of every record. It is generated from the [schemas](../schemas/src/main/avro) and the topic catalogue. Do not edit it: `RecordsPageTest` compares it with them.
            [The contract](contract.md) defines the figures, the topics and the [rules of evolution](contract.md#evolution).

            - A **timestamp** is a number of milliseconds since 1970-01-01T00:00Z, in UTC. In JSON it is ISO-8601.
            - **Null** never means 0. Each field says what its null means.
            - The **default** applies if the writer's schema lacks the field. Every writer's schema must have the fields without one.

            """;

    private final List<TopicDeclaration> topics;
    private final StringBuilder text = new StringBuilder(HEAD);

    RecordsPage(List<Subject> subjects, List<TopicDeclaration> topics) {
        this.topics = topics;
        index(subjects);
        subjects.forEach(this::section);
    }

    String text() {
        return text.toString();
    }

    private void index(List<Subject> subjects) {
        text.append("| record | topics | key | compatibility |\n|---|---|---|---|\n");
        for (Subject subject : subjects) {
            row(link(subject.schema()), topicsOf(subject), cell(keyOf(subject)), code(subject.compatibility()));
        }
    }

    private void section(Subject subject) {
        Schema schema = subject.schema();
        text.append("\n## ").append(schema.getName()).append("\n\n");
        text.append(schema.getDoc()).append("\n\n");
        text.append("- Topics: ").append(topicsOf(subject)).append('\n');
        text.append("- Key: ").append(keyOf(subject)).append('\n');
        text.append("- Subject: ").append(code(subject.name())).append(", compatibility ");
        text.append(code(subject.compatibility())).append('\n');
        fields(schema);
        Set<Schema> inside = new LinkedHashSet<>();
        collectNamed(schema, inside);
        inside.remove(schema);
        inside.forEach(this::nested);
    }

    private void nested(Schema schema) {
        text.append("\n### ").append(schema.getName()).append("\n\n");
        text.append(schema.getDoc()).append('\n');
        if (schema.getType() == Schema.Type.RECORD) {
            fields(schema);
        } else {
            text.append("\nSymbols: ");
            text.append(schema.getEnumSymbols().stream().map(RecordsPage::code).collect(Collectors.joining(", ")));
            text.append(".\n");
        }
    }

    private void fields(Schema schema) {
        text.append("\n| field | type | default | meaning |\n|---|---|---|---|\n");
        schema.getFields()
                .forEach(field -> row(code(field.name()), type(field.schema()), defaultOf(field), cell(field.doc())));
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private String topicsOf(Subject subject) {
        return carrying(subject).stream().map(topic -> code(topic.name())).collect(Collectors.joining(", "));
    }

    /** All topics of a record have the same keys. */
    private String keyOf(Subject subject) {
        return carrying(subject).stream()
                .map(topic -> code(topic.records().key()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private List<TopicDeclaration> carrying(Subject subject) {
        return topics.stream()
                .filter(topic -> topic.records()
                        .value()
                        .filter(value -> value.getFullName().equals(subject.name()))
                        .isPresent())
                .toList();
    }

    /** Adds the records and enums of a schema, in the order in which they appear. */
    private static void collectNamed(Schema schema, Set<Schema> found) {
        switch (schema.getType()) {
            case ARRAY -> collectNamed(schema.getElementType(), found);
            case MAP -> collectNamed(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collectNamed(branch, found));
            case ENUM -> found.add(schema);
            case RECORD -> {
                if (found.add(schema)) {
                    schema.getFields().forEach(field -> collectNamed(field.schema(), found));
                }
            }
            default -> {}
        }
    }

    private static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return logical.getName().equals("timestamp-millis")
                    ? "timestamp (ms, UTC)"
                    : schema.getType().getName() + " (" + logical.getName() + ")";
        }
        return switch (schema.getType()) {
            case RECORD, ENUM -> link(schema);
            case ARRAY -> "array of " + type(schema.getElementType());
            case MAP -> "map (string to " + type(schema.getValueType()) + ")";
            case UNION -> union(schema);
            default -> schema.getType().getName();
        };
    }

    /** Null comes last, so that a reader sees the type first. */
    private static String union(Schema schema) {
        List<String> branches = new ArrayList<>();
        schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .forEach(branch -> branches.add(type(branch)));
        if (schema.isNullable()) {
            branches.add("null");
        }
        return String.join(" or ", branches);
    }

    private static String defaultOf(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return "none";
        }
        Object value = field.defaultVal();
        if (value == JsonProperties.NULL_VALUE) {
            return code("null");
        }
        return code(value instanceof String string ? "\"" + string + "\"" : value.toString());
    }

    private static String link(Schema schema) {
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }

    private static String code(String name) {
        return "`" + name + "`";
    }

    private static String cell(String sentence) {
        return sentence.replace("<", "&lt;").replace("|", "\\|");
    }
}

package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a patch from YAML or JSON, which is a part of YAML. An unknown name is an error, so that a typing mistake
 * changes nothing.
 */
final class PatchFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY_OF_RUN = "trainRunId";

    private final String source;

    private PatchFile(String source) {
        this.source = source;
    }

    /** @throws RejectsException if the file cannot be read, or is no patch */
    static Patch read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RejectsException("cannot read the patch " + file + ": " + e, e);
        }
    }

    /**
     * Parses a patch.
     *
     * @param source names the file in messages
     * @throws RejectsException if the text is no patch
     */
    static Patch parse(String source, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        try {
            return new PatchFile(source).patch(new Yaml(new SafeConstructor(options)).load(text));
        } catch (YAMLException e) {
            throw new RejectsException(source + " is neither YAML nor JSON: " + e.getMessage(), e);
        }
    }

    private Patch patch(Object document) {
        Map<String, Object> root = object("the patch", document, Set.of("select", "change", "key"));
        Map<String, Object> select =
                object("select", root.getOrDefault("select", Map.of()), Set.of("reason", "publisher", "where"));
        Patch.Selection selection = new Patch.Selection(
                texts("select.reason", select.get("reason")),
                texts("select.publisher", select.get("publisher")),
                values("select.where", select.get("where")));
        List<Patch.Change> changes = changes(root.get("change"));
        Object key = root.get("key");
        if (key != null && !key.equals(KEY_OF_RUN)) {
            throw fault("key", "only 'key: " + KEY_OF_RUN + "' is possible");
        }
        if (changes.isEmpty() && key == null) {
            throw fault("the patch", "it changes nothing; give 'change' or 'key'");
        }
        return new Patch(selection, changes, key != null);
    }

    private List<Patch.Change> changes(Object given) {
        List<Patch.Change> changes = new ArrayList<>();
        if (given == null) {
            return changes;
        }
        if (!(given instanceof List<?> steps)) {
            throw fault("change", "it must be a list of set, remove and rename");
        }
        for (Object step : steps) {
            Map<String, Object> one = object("change", step, Set.of("set", "remove", "rename"));
            if (one.size() != 1) {
                throw fault("change", "each entry must be one of set, remove and rename");
            }
            values("change.set", one.get("set"))
                    .forEach((path, value) -> changes.add(new Patch.Change.Set(path(path), value)));
            texts("change.remove", one.get("remove")).forEach(path -> changes.add(new Patch.Change.Remove(path(path))));
            values("change.rename", one.get("rename")).forEach((path, to) -> {
                if (!to.isTextual()
                        || to.textValue().contains(".")
                        || to.textValue().isBlank()) {
                    throw fault("change.rename", "'" + path + "' needs a new name without dots");
                }
                changes.add(new Patch.Change.Rename(path(path), to.textValue()));
            });
        }
        return changes;
    }

    private String path(String path) {
        if (path.isBlank() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
            throw fault("change", "'" + path + "' is no field; write e.g. facility or detail.origin");
        }
        return path;
    }

    private Map<String, Object> object(String where, Object given, Set<String> allowed) {
        if (!(given instanceof Map<?, ?> map)) {
            throw fault(where, "it must be an object with " + String.join(", ", sorted(allowed)));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text) || !allowed.contains(text)) {
                throw fault(where, "unknown name '" + name + "'; possible are " + String.join(", ", sorted(allowed)));
            }
            object.put(text, value);
        });
        return object;
    }

    private Set<String> texts(String where, Object given) {
        Set<String> texts = new LinkedHashSet<>();
        for (Object one : given == null ? List.of() : given instanceof List<?> list ? list : List.of(given)) {
            if (!(one instanceof String text)) {
                throw fault(where, "'" + one + "' is no text; put it in quotes");
            }
            texts.add(text);
        }
        return texts;
    }

    private Map<String, JsonNode> values(String where, Object given) {
        if (given == null) {
            return Map.of();
        }
        if (!(given instanceof Map<?, ?> map)) {
            throw fault(where, "it must be an object of fields");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), node(value)));
        return values;
    }

    /** YAML knows times without quotes. The contract writes them as texts. */
    private static JsonNode node(Object value) {
        return value instanceof Date time
                ? JsonNodeFactory.instance.textNode(time.toInstant().toString())
                : JSON.valueToTree(value);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private RejectsException fault(String where, String fault) {
        return new RejectsException(source + ": " + where + ": " + fault);
    }
}

package dev.goldencorridor.cli;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The resources in the files of {@code deploy/kubernetes}. */
final class KubernetesManifests {
    static final Path DIRECTORY = Path.of("..", "deploy", "kubernetes");

    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    private KubernetesManifests() {}

    /**
     * A resource of a file.
     *
     * @param file the file, relative to {@link #DIRECTORY}
     */
    record Resource(Path file, Map<String, Object> content) {
        String kind() {
            return (String) content.get("kind");
        }

        String apiVersion() {
            return (String) content.get("apiVersion");
        }

        String name() {
            return (String) YamlFile.map(content.get("metadata")).get("name");
        }

        /** The value below a path of names; null if there is none. */
        Object at(String... path) {
            Object value = content;
            for (String name : path) {
                value = YamlFile.map(value).get(name);
            }
            return value;
        }

        /** The only container of the pods of a workload. */
        Map<String, Object> container() {
            List<Object> containers = YamlFile.list(at("spec", "template", "spec", "containers"));
            if (containers.size() != 1) {
                throw new IllegalStateException(this + " has " + containers.size() + " containers");
            }
            return YamlFile.map(containers.get(0));
        }

        boolean isWorkload() {
            return apiVersion().equals("apps/v1");
        }

        /** Whether the resource is one of Kubernetes' own kinds, in version v1. */
        boolean isKubernetesOwn() {
            return List.of("v1", "apps/v1", "policy/v1", "networking.k8s.io/v1").contains(apiVersion());
        }

        /**
         * Compares the resource with the model of its kind, which is generated from Kubernetes' OpenAPI description.
         *
         * @throws IllegalArgumentException if a field is unknown, a required one is missing, or a type is wrong
         */
        void validate() throws ReflectiveOperationException {
            try {
                Class.forName(MODELS + kind())
                        .getMethod("validateJsonElement", JsonElement.class)
                        .invoke(null, new Gson().toJsonTree(content));
            } catch (InvocationTargetException e) {
                throw new IllegalArgumentException(this + ": " + e.getCause(), e);
            }
        }

        @Override
        public String toString() {
            return file + " " + kind() + " " + name();
        }
    }

    /** Reads all files. */
    static List<Resource> read() {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            List<Resource> resources = new ArrayList<>();
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                YamlFile.documents(file)
                        .forEach(document -> resources.add(new Resource(DIRECTORY.relativize(file), document)));
            }
            return resources;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the manifests", e);
        }
    }
}

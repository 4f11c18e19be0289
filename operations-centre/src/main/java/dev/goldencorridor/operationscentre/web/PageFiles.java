package dev.goldencorridor.operationscentre.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the page, in memory and compressed once. Their content determines the build: a file's address contains
 * it, so browsers may cache a file for ever. Immutable.
 */
final class PageFiles {
    private static final String DIRECTORY = "/dev/goldencorridor/operationscentre/page";
    private static final String INDEX = "index.html";
    /** In {@code index.html}, stands for the build. */
    private static final String BUILD_PLACEHOLDER = "@build@";

    private static final int BUILD_BYTES = 6;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final String build;
    private final Map<String, PageFile> files = new HashMap<>();

    private PageFiles(Map<String, byte[]> contents) {
        this.build = hash(contents);
        contents.forEach((name, content) -> {
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            byte[] bytes = name.equals(INDEX) ? withBuild(content) : content;
            files.put(name, new PageFile(type, bytes, gzip(bytes)));
        });
    }

    /** Loads the files from the class path. */
    static PageFiles load() {
        try {
            URI directory = PageFiles.class.getResource(DIRECTORY).toURI();
            if (!directory.getScheme().equals("jar")) {
                return new PageFiles(read(Path.of(directory)));
            }
            try (FileSystem jar = FileSystems.newFileSystem(directory, Map.of())) {
                return new PageFiles(read(jar.getPath(DIRECTORY)));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the page's directory has no valid address", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the page cannot be read from the jar", e);
        }
    }

    /** Changes whenever a file changes. */
    String build() {
        return build;
    }

    PageFile index() {
        return find(INDEX).orElseThrow(() -> new IllegalStateException("the jar lacks " + DIRECTORY + "/" + INDEX));
    }

    /** The file with this name below the page's directory. */
    Optional<PageFile> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                contents.put(directory.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return contents;
    }

    private byte[] withBuild(byte[] index) {
        return new String(index, StandardCharsets.UTF_8)
                .replace(BUILD_PLACEHOLDER, build)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(Map<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((name, content) -> {
                digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, BUILD_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return compressed.toByteArray();
    }
}

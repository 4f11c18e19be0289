package dev.goldencorridor.schemas.places;

import dev.goldencorridor.schemas.settings.CommonSettings;
import dev.goldencorridor.schemas.settings.Settings;
import dev.goldencorridor.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which facilities each publisher may report. A row's facilities are codes separated by spaces; {@code stanox:*} stands
 * for a whole scheme.
 *
 * <p>Where a file adds to the catalogue, it is looked at again every few seconds and read when it has changed, so that a
 * publisher is added without a restart. A changed file that cannot be read leaves the catalogue as it was, with an
 * error in the log. Safe for use by several threads.
 */
public final class PublisherCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherCatalogue.class);
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(2).toNanos();
    private static final String WHOLE_SCHEME = ":*";
    /** {@code delays.critical} is the topic of the critical alerts of all. */
    private static final String NOT_A_PUBLISHER = "critical";

    private final Optional<Path> file;
    private volatile Rows rows;
    private volatile long lookedAt;
    private FileTime readAt;

    private PublisherCatalogue(Optional<Path> file) {
        this.file = file;
        this.readAt = file.map(PublisherCatalogue::modified).orElse(null);
        this.rows = read(file);
        this.lookedAt = System.nanoTime();
    }

    /** The catalogue that comes with the contract. */
    public static PublisherCatalogue builtIn() {
        return new PublisherCatalogue(Optional.empty());
    }

    /** The built-in catalogue and the rows of the file that {@link CommonSettings#PUBLISHERS_FILE_CONFIG} names, if it does. */
    public static PublisherCatalogue of(Settings settings) {
        return new PublisherCatalogue(settings.path(CommonSettings.PUBLISHERS_FILE_CONFIG));
    }

    /** Whether the publisher is in the catalogue and the facility is one of its own. */
    public boolean mayReport(String publisher, String facility) {
        refresh();
        return covers(rows.facilities.getOrDefault(publisher, List.of()), facility);
    }

    /**
     * The publisher that reports a facility: one that names it before one that has its whole scheme and, of several, the
     * first in the order of names. Empty if no publisher may report it.
     */
    public Optional<String> reporterOf(String facility) {
        refresh();
        Rows now = rows;
        String byCode = now.byCode.get(facility);
        if (byCode != null) {
            return Optional.of(byCode);
        }
        for (Entry scheme : now.schemes) {
            if (covers(scheme.codes, facility)) {
                return Optional.of(scheme.name);
            }
        }
        return Optional.empty();
    }

    public boolean knows(String publisher) {
        refresh();
        return rows.facilities.containsKey(publisher);
    }

    /** All publishers by name, in order. */
    public Set<String> publishers() {
        refresh();
        return new TreeSet<>(rows.facilities.keySet());
    }

    /** What the publisher may report; empty if it is not in the catalogue. */
    public List<String> facilitiesOf(String publisher) {
        refresh();
        return rows.facilities.getOrDefault(publisher, List.of());
    }

    private void refresh() {
        if (file.isEmpty() || System.nanoTime() - lookedAt < LOOK_AGAIN_NANOS) {
            return;
        }
        synchronized (this) {
            lookedAt = System.nanoTime();
            try {
                FileTime now = modified(file.get());
                if (!now.equals(readAt)) {
                    readAt = now;
                    rows = read(file);
                    LOG.info("Read the publisher catalogue {} again: {}", file.get(), publishersNow());
                }
            } catch (SettingsException e) {
                LOG.error("The publisher catalogue stays as it was: {}", e.getMessage());
            }
        }
    }

    private Set<String> publishersNow() {
        return new TreeSet<>(rows.facilities.keySet());
    }

    private static Rows read(Optional<Path> file) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        PlacesCsv.builtIn("publishers.csv", PublisherCatalogue::row)
                .forEach(entry -> byName.put(entry.name, entry.codes));
        file.ifPresent(path ->
                PlacesCsv.file(path, PublisherCatalogue::row).forEach(entry -> byName.put(entry.name, entry.codes)));
        return Rows.of(byName);
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new SettingsException("cannot read the publisher catalogue " + path.toAbsolutePath() + ": " + e);
        }
    }

    private static Entry row(CSVRecord row) {
        String name = row.get("publisher");
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new SettingsException("'" + name + "' cannot name a publisher: write small letters, digits, hyphens");
        }
        if (name.equals(NOT_A_PUBLISHER)) {
            throw new SettingsException("'" + name + "' cannot name a publisher: delays." + name
                    + " is the topic of the critical alerts of all publishers; choose another name");
        }
        return new Entry(name, List.of(row.get("facilities").trim().split("\\s+")));
    }

    /** Whether one of these codes and schemes is, or holds, the facility; asked for every event, hence a plain loop. */
    private static boolean covers(List<String> codes, String facility) {
        for (String one : codes) {
            if (one.endsWith(WHOLE_SCHEME)
                    ? facility.startsWith(one.substring(0, one.length() - 1))
                    : one.equals(facility)) {
                return true;
            }
        }
        return false;
    }

    private record Entry(String name, List<String> codes) {}

    /**
     * The catalogue at one time, ready for both questions.
     *
     * @param facilities by publisher
     * @param byCode of each facility that is named, the first publisher that names it
     * @param schemes publishers that have whole schemes, with these alone, in the order of names
     */
    private record Rows(Map<String, List<String>> facilities, Map<String, String> byCode, List<Entry> schemes) {
        static Rows of(Map<String, List<String>> facilities) {
            Map<String, String> byCode = new HashMap<>();
            List<Entry> schemes = new ArrayList<>();
            new TreeMap<>(facilities).forEach((name, codes) -> {
                codes.forEach(code -> byCode.putIfAbsent(code, name));
                List<String> whole = codes.stream()
                        .filter(code -> code.endsWith(WHOLE_SCHEME))
                        .toList();
                if (!whole.isEmpty()) {
                    schemes.add(new Entry(name, whole));
                }
            });
            return new Rows(Map.copyOf(facilities), Map.copyOf(byCode), List.copyOf(schemes));
        }
    }
}

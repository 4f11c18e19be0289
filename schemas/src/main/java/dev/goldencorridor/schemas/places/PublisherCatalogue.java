package dev.goldencorridor.schemas.places;

import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.runtime.files.StableFile;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facilities that each publisher may report. A row has codes separated by spaces, or by semicolons if
 * codes have spaces; {@code stanox:*} covers a whole scheme. Thread-safe.
 *
 * <p>A file may extend the catalogue. It is reread every two seconds, so that a publisher can be added without a
 * restart. A change takes effect when {@link StableFile} accepts it. If the file cannot be read, the catalogue stays
 * as it is and an error is logged. {@link #close} ends that; a catalogue that is no longer used ends it too, but only
 * when it is garbage-collected.
 */
public final class PublisherCatalogue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherCatalogue.class);
    private static final Duration REREAD_INTERVAL = Duration.ofSeconds(2);
    private static final Duration FAULT_LOG_INTERVAL = Duration.ofMinutes(1);
    private static final CatalogueCsv<Entry> ROWS =
            new CatalogueCsv<>(List.of("publisher", "facilities"), 1, PublisherCatalogue::row);
    private static final String WHOLE_SCHEME = ":*";
    /**
     * {@code delays.critical} is the topic of the critical alerts of all publishers, so no publisher may have this
     * name.
     */
    private static final String RESERVED_NAME = "critical";

    private final Optional<StableFile> file;
    private volatile Rows rows;
    private volatile Optional<String> fault = Optional.empty();
    private long faultLoggedAt;
    private boolean isClosed;

    private PublisherCatalogue(Optional<Path> path) {
        this.file = path.map(StableFile::new);
        this.rows = read(file.map(StableFile::readAtStart));
    }

    /** The built-in catalogue. */
    public static PublisherCatalogue builtIn() {
        return new PublisherCatalogue(Optional.empty());
    }

    /** The built-in catalogue, extended by the file of {@link CommonSettings#PUBLISHERS_FILE_CONFIG} if one is set. */
    public static PublisherCatalogue of(Settings settings) {
        return of(settings, REREAD_INTERVAL);
    }

    static PublisherCatalogue of(Settings settings, Duration rereadInterval) {
        PublisherCatalogue catalogue = new PublisherCatalogue(settings.path(CommonSettings.PUBLISHERS_FILE_CONFIG));
        if (catalogue.file.isPresent()) {
            RereadTask.schedule(catalogue, rereadInterval);
        }
        return catalogue;
    }

    /** Whether the publisher is in the catalogue and its row covers the facility. */
    public boolean mayReport(String publisher, String facility) {
        return covers(rows.facilities.getOrDefault(publisher, List.of()), facility);
    }

    /**
     * The publisher that gets the alerts of a facility. A publisher that names the facility precedes one that has its
     * whole scheme. Among equals, the first name in alphabetical order wins. Empty if no publisher may report the
     * facility.
     */
    public Optional<String> reporterOf(String facility) {
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

    public boolean contains(String publisher) {
        return rows.facilities.containsKey(publisher);
    }

    /** All publishers by name, in order. */
    public Set<String> publishers() {
        return new TreeSet<>(rows.facilities.keySet());
    }

    /** The facilities that the publisher may report; empty if it is not in the catalogue. */
    public List<String> facilitiesOf(String publisher) {
        return rows.facilities.getOrDefault(publisher, List.of());
    }

    /** Reads the file no more, and keeps its rows. */
    @Override
    public synchronized void close() {
        isClosed = true;
    }

    /**
     * Reads the file once and applies its content if it has changed and is stable.
     *
     * @return false if the catalogue is closed
     */
    synchronized boolean reread() {
        if (isClosed) {
            return false;
        }
        try {
            Optional<byte[]> changed = file.orElseThrow().changed();
            if (changed.isPresent()) {
                Rows before = rows;
                rows = read(changed);
                file.get().accept(changed.get());
                LOG.info("Read the publisher catalogue {} again: {}", file.get().path(), rows.changesSince(before));
            }
            fault = Optional.empty();
        } catch (SettingsException e) {
            report(e.getMessage());
        }
        return true;
    }

    /** The reason why the file is not in effect now; empty if it is. */
    Optional<String> fault() {
        return fault;
    }

    /** Logs a new fault at once, and a lasting one every minute. */
    private void report(String message) {
        long now = System.nanoTime();
        if (!fault.equals(Optional.of(message)) || now - faultLoggedAt >= FAULT_LOG_INTERVAL.toNanos()) {
            faultLoggedAt = now;
            LOG.error("The publisher catalogue stays as it was: {}", message);
        }
        fault = Optional.of(message);
    }

    private Rows read(Optional<byte[]> content) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        ROWS.builtIn(PublisherCatalogue.class, "publishers.csv").forEach(entry -> byName.put(entry.name, entry.codes));
        if (content.isEmpty()) {
            return Rows.of(byName);
        }
        Rows builtIn = Rows.of(byName);
        String source = file.orElseThrow().path().toString();
        List<Entry> added = ROWS.read(content.get(), source);
        added.forEach(entry -> byName.put(entry.name, entry.codes));
        Rows all = Rows.of(byName);
        added.forEach(entry -> warnOfSharedFacilities(source, entry, builtIn, all));
        return all;
    }

    /** Two publishers may report the same facility, but only one of them gets its alerts. */
    private static void warnOfSharedFacilities(String source, Entry entry, Rows builtIn, Rows all) {
        for (String code : entry.codes) {
            String other = builtIn.byCode.get(code);
            if (other != null && !other.equals(entry.name)) {
                LOG.warn(
                        "{} lets '{}' report {}, which the built-in catalogue gives to '{}'. Alerts there go to {}{}",
                        source,
                        entry.name,
                        code,
                        other,
                        TopicCatalogue.DELAYS_PREFIX,
                        all.byCode.get(code));
            }
        }
    }

    private static Entry row(CsvRow row) {
        String name = row.get("publisher");
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new SettingsException("'" + name + "' cannot name a publisher: write small letters, digits, hyphens");
        }
        if (name.equals(RESERVED_NAME)) {
            throw new SettingsException("'" + name + "' cannot name a publisher: delays." + name
                    + " is the topic of the critical alerts of all publishers; choose another name");
        }
        String facilities = row.get("facilities");
        if (facilities.isEmpty()) {
            throw new SettingsException(
                    "publisher '" + name + "' has no facilities: write codes separated by spaces or semicolons,"
                            + " or scheme:* for a whole scheme");
        }
        // Codes such as stanox:MILANO CENTRALE have spaces.
        String delimiter = facilities.contains(";") ? "\\s*;\\s*" : "\\s+";
        List<String> codes = List.of(FacilityCode.normalised(facilities).split(delimiter));
        codes.forEach(PublisherCatalogue::requireValidCode);
        return new Entry(name, codes);
    }

    /**
     * A star covers something only after a scheme. Elsewhere it is an error, because its author expects that it does.
     */
    private static void requireValidCode(String code) {
        boolean isValid = code.endsWith(WHOLE_SCHEME)
                ? FacilityCode.isScheme(code.substring(0, code.length() - WHOLE_SCHEME.length()))
                : FacilityCode.isValid(code);
        if (!isValid) {
            throw new SettingsException("'" + code + "' cannot be a facility: write a UN/LOCODE, scheme:code, or"
                    + " scheme:* for a whole scheme; separate codes that have spaces by semicolons");
        }
    }

    /** Whether one of these codes or schemes covers the facility. It runs for every event, hence the plain loop. */
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
     * An immutable version of the catalogue with its indexes.
     *
     * @param facilities codes and schemes by publisher
     * @param byCode for each facility that is named, the first publisher that names it
     * @param schemes the publishers that have whole schemes, with only these schemes, in alphabetical order
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

        /** For the log: the publishers that were added, removed or changed. */
        String changesSince(Rows before) {
            Set<String> added = new TreeSet<>(facilities.keySet());
            added.removeAll(before.facilities.keySet());
            Set<String> removed = new TreeSet<>(before.facilities.keySet());
            removed.removeAll(facilities.keySet());
            Set<String> changed = new TreeSet<>(facilities.keySet());
            changed.removeIf(
                    name -> added.contains(name) || facilities.get(name).equals(before.facilities.get(name)));
            return "added " + added + ", changed " + changed + ", removed " + removed;
        }
    }
}

package dev.goldencorridor.schemas.places;

import dev.goldencorridor.runtime.files.CatalogueCsv;
import dev.goldencorridor.runtime.files.StableFile;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.lang.ref.WeakReference;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which facilities each publisher may report. A row's facilities are codes separated by spaces; {@code stanox:*} stands
 * for a whole scheme.
 *
 * <p>Where a file adds to the catalogue, it is read again every two seconds, so that a publisher is added without a
 * restart. A change counts when two reads in a row have found it. A file that cannot be read leaves the catalogue as it
 * was, with an error in the log. Safe for use by several threads.
 */
public final class PublisherCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(PublisherCatalogue.class);
    private static final Duration READ_AGAIN = Duration.ofSeconds(2);
    private static final Duration LOG_AGAIN = Duration.ofMinutes(1);
    private static final CatalogueCsv<Entry> ROWS =
            new CatalogueCsv<>(List.of("publisher", "facilities"), PublisherCatalogue::row);
    private static final String WHOLE_SCHEME = ":*";
    /** {@code delays.critical} is the topic of the critical alerts of all. */
    private static final String NOT_A_PUBLISHER = "critical";

    private final Optional<StableFile> file;
    private volatile Rows rows;
    private volatile Optional<String> fault = Optional.empty();
    private long faultLoggedAt;

    private PublisherCatalogue(Optional<Path> path) {
        this.file = path.map(StableFile::new);
        this.rows = read(file.map(StableFile::readAtStart));
    }

    /** The catalogue that comes with the contract. */
    public static PublisherCatalogue builtIn() {
        return new PublisherCatalogue(Optional.empty());
    }

    /** The built-in catalogue and the rows of the file that {@link CommonSettings#PUBLISHERS_FILE_CONFIG} names, if it does. */
    public static PublisherCatalogue of(Settings settings) {
        PublisherCatalogue catalogue = new PublisherCatalogue(settings.path(CommonSettings.PUBLISHERS_FILE_CONFIG));
        if (catalogue.file.isPresent()) {
            Rereading.begin(catalogue);
        }
        return catalogue;
    }

    /** Whether the publisher is in the catalogue and the facility is one of its own. */
    public boolean mayReport(String publisher, String facility) {
        return covers(rows.facilities.getOrDefault(publisher, List.of()), facility);
    }

    /**
     * The publisher that reports a facility: one that names it before one that has its whole scheme and, of several, the
     * first in the order of names. Empty if no publisher may report it.
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

    public boolean knows(String publisher) {
        return rows.facilities.containsKey(publisher);
    }

    /** All publishers by name, in order. */
    public Set<String> publishers() {
        return new TreeSet<>(rows.facilities.keySet());
    }

    /** What the publisher may report; empty if it is not in the catalogue. */
    public List<String> facilitiesOf(String publisher) {
        return rows.facilities.getOrDefault(publisher, List.of());
    }

    /** Reads the file once more and takes its content over if the read before found it too. */
    synchronized void readAgain() {
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
    }

    /** What keeps the file from being taken over now; empty if nothing does. */
    Optional<String> fault() {
        return fault;
    }

    private void report(String message) {
        long now = System.nanoTime();
        if (!fault.equals(Optional.of(message)) || now - faultLoggedAt >= LOG_AGAIN.toNanos()) {
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
        added.forEach(entry -> warnOfShared(source, entry, builtIn, all));
        return all;
    }

    /** Two publishers may report one facility, but only one of them gets its alerts. */
    private static void warnOfShared(String source, Entry entry, Rows builtIn, Rows all) {
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

    private static Entry row(CSVRecord row) {
        String name = row.get("publisher");
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new SettingsException("'" + name + "' cannot name a publisher: write small letters, digits, hyphens");
        }
        if (name.equals(NOT_A_PUBLISHER)) {
            throw new SettingsException("'" + name + "' cannot name a publisher: delays." + name
                    + " is the topic of the critical alerts of all publishers; choose another name");
        }
        String facilities = row.get("facilities");
        if (facilities.isEmpty()) {
            throw new SettingsException("publisher '" + name + "' has no facilities: write codes separated by spaces,"
                    + " or scheme:* for a whole scheme");
        }
        List<String> codes = List.of(facilities.split("\\s+"));
        codes.forEach(PublisherCatalogue::requireCode);
        return new Entry(name, codes);
    }

    /** A star elsewhere than behind a scheme covers nothing, and whoever wrote it expects that it does. */
    private static void requireCode(String code) {
        String fixed = code.endsWith(WHOLE_SCHEME) ? code.substring(0, code.length() - WHOLE_SCHEME.length()) : code;
        if (fixed.isEmpty() || fixed.contains("*") || fixed.contains("/") || fixed.contains("|")) {
            throw new SettingsException("'" + code + "' cannot be a facility: write a UN/LOCODE, scheme:code, or"
                    + " scheme:* for a whole scheme");
        }
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

    /** Ends by itself when nobody uses the catalogue any more, so that nobody has to close it. */
    private record Rereading(WeakReference<PublisherCatalogue> catalogue) implements Runnable {
        private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "publishers-file");
            thread.setDaemon(true);
            return thread;
        });

        static void begin(PublisherCatalogue catalogue) {
            ScheduledFuture<?> unused = THREAD.scheduleWithFixedDelay(
                    new Rereading(new WeakReference<>(catalogue)),
                    READ_AGAIN.toMillis(),
                    READ_AGAIN.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            PublisherCatalogue present = catalogue.get();
            if (present == null) {
                throw new CancellationException("the catalogue is no longer used");
            }
            present.readAgain();
        }
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

        /** For the log: which publishers came, went, or have other facilities now. */
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

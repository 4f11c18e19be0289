package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rejects that the user names by their places in the topic of rejects: {@code partition/offset}. */
final class Places {
    private static final Pattern PLACE = Pattern.compile("\\d{1,5}/\\d{1,18}");

    private Places() {}

    /**
     * The named rejects, in the order of their names.
     *
     * @throws RejectsException if a name is no place, or no reject is there
     */
    static List<RejectEntry> find(RejectsSession session, List<String> places) {
        Set<String> missing = new LinkedHashSet<>(places);
        for (String place : places) {
            if (!PLACE.matcher(place).matches()) {
                throw new RejectsException(
                        "'" + place + "' is no reject; write partition/offset, as 'rejects list' does");
            }
        }
        List<RejectEntry> found = new ArrayList<>();
        for (RejectEntry entry : session.ledger().entries()) {
            if (missing.remove(entry.reject().place())) {
                found.add(entry);
            }
        }
        if (!missing.isEmpty()) {
            throw new RejectsException("no reject is at " + String.join(", ", missing)
                    + "; it may have expired, or its record was rejected again. 'rejects list' shows all places");
        }
        return found;
    }
}

package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps a message to movements. A report that cannot be read does not spoil the others of its message. */
final class TafMapper {
    private final TafOptions options;
    private final String publisher;

    TafMapper(TafOptions options, String publisher) {
        this.options = options;
        this.publisher = publisher;
    }

    List<TafResult> map(TafElement root) {
        RunningMessage message = new RunningMessage(root);
        Kind kind = Kind.of(root.name());
        if (kind == Kind.FORECAST && message.isDeletion()) {
            return List.of(new TafResult.NotMovement("deletion of a forecast"));
        }
        List<TafElement> reports = root.all(kind.section);
        if (reports.isEmpty()) {
            return List.of(new TafResult.Unreadable(kind.section + ": is missing"));
        }
        // A fault of the message itself is found again in each of its reports.
        Set<TafResult> results = new LinkedHashSet<>();
        for (TafElement report : reports) {
            results.addAll(map(message, kind, report));
        }
        return List.copyOf(results);
    }

    private List<TafResult> map(RunningMessage message, Kind kind, TafElement report) {
        Optional<String> skipped = kind.hasLocationReports() ? LocationReports.skipped(report) : Optional.empty();
        if (skipped.isPresent()) {
            return List.of(new TafResult.NotMovement(skipped.get()));
        }
        TafPlace place;
        try {
            place = options.places().place(report.element("Location", "LocationIdent", "DelayLocation"));
        } catch (TafException e) {
            return List.of(new TafResult.Unreadable(e.getMessage()));
        }
        if (options.isMappedOnly() && !place.isMapped()) {
            return List.of(new TafResult.NotMovement("of the unmapped place " + place.label()));
        }
        TafFields fields = new TafFields(place.country(), options.zones().of(place.country()));
        List<TrainMovement> movements = movements(kind, run(message, place, fields), report, fields);
        if (!fields.faults().isEmpty()) {
            return List.of(new TafResult.Unreadable(String.join("; ", fields.faults())));
        }
        List<TafResult> results = new ArrayList<>();
        movements.forEach(movement -> results.add(new TafResult.Movement(movement)));
        return results;
    }

    private static List<TrainMovement> movements(Kind kind, RunReport run, TafElement report, TafFields fields) {
        return switch (kind) {
            case INFORMATION -> LocationReports.information(run, report, fields);
            case FORECAST -> LocationReports.forecast(run, report, fields);
            case DELAY_CAUSE -> CauseReports.delays(run, report, fields);
            case INTERRUPTION -> CauseReports.interruption(run, report, fields);
        };
    }

    /** The run of a report. It is used only if no fault was found. */
    private RunReport run(RunningMessage message, TafPlace place, TafFields fields) {
        String number = fields.required("OperationalTrainNumber", message.trainNumber());
        LocalDate date = message.startDate(fields);
        return new RunReport(
                message,
                options.railway(String.valueOf(number), place.country()) + "|" + number + "|" + date,
                number,
                place,
                options.direction(String.valueOf(number)),
                message.createdAt(fields),
                publisher);
    }

    private enum Kind {
        INFORMATION("TrainRunningInformation", "TrainLocationReport"),
        FORECAST("TrainRunningForecast", "TrainLocationReport"),
        DELAY_CAUSE("TrainDelayCause", "DelayEventReport"),
        INTERRUPTION("TrainRunningInterruption", "InterruptionPoint");

        private final String root;
        private final String section;

        Kind(String root, String section) {
            this.root = root;
            this.section = section;
        }

        static Kind of(String root) {
            for (Kind kind : values()) {
                if (root.equals(kind.root) || root.equals(kind.root + "Message")) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("not a running message: " + root);
        }

        boolean hasLocationReports() {
            return this == INFORMATION || this == FORECAST;
        }
    }
}

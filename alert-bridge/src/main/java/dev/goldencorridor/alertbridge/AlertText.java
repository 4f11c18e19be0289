package dev.goldencorridor.alertbridge;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.Port;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The labels and annotations of an alert in Alertmanager. Labels identify it, annotations describe it. */
final class AlertText {
    private final PortCatalogue ports;

    /** @param ports supplies the names of facilities */
    AlertText(PortCatalogue ports) {
        this.ports = ports;
    }

    /**
     * The labels of the alert under its current or a former severity. Severity is a label because Alertmanager routes
     * by labels. An alert whose severity rises is therefore a new alert there, and the former one must be resolved.
     */
    static Map<String, String> labels(String key, DelayAlert alert, String severity) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.getType());
        labels.put("facility", alert.getFacility());
        labels.put("train_run_id", alert.getTrainRunId());
        labels.put("train_number", alert.getTrainNumber());
        labels.put("severity", severity);
        labels.put("key", key);
        return present(labels);
    }

    /** Describes the alert to people; unknown values are omitted. */
    Map<String, String> annotations(DelayAlert alert) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", summary(alert));
        annotations.put("reason", alert.getReason());
        annotations.put("value", elapsed(alert.getValueSeconds()));
        // An alert that is raised at once has no threshold.
        annotations.put("threshold", alert.getThresholdSeconds() > 0 ? elapsed(alert.getThresholdSeconds()) : null);
        annotations.put("planned", text(alert.getPlannedAt()));
        annotations.put("occurred", text(alert.getOccurredAt()));
        annotations.put("parent", alert.getParentKey());
        annotations.put("cleared_cause", alert.getClearedCause());
        return present(annotations);
    }

    /** One sentence that needs no knowledge of the contract. */
    String summary(DelayAlert alert) {
        String place = ports.find(alert.getFacility())
                .map(Port::name)
                .map(name -> name + " (" + alert.getFacility() + ")")
                .orElse(alert.getFacility());
        String train = "Train " + (alert.getTrainNumber() == null ? alert.getTrainRunId() : alert.getTrainNumber());
        String value = elapsed(alert.getValueSeconds());
        String sentence =
                switch (alert.getType()) {
                    case "CLEARANCE_OVERDUE" -> train + " has waited " + value + " for release at " + place;
                    case "CLEARANCE_HELD" -> train + " is held by customs at " + place;
                    case "CLEARANCE_REFUSED" -> train + " was refused by customs at " + place;
                    case "DWELL_EXCEEDED" -> train + " is released and still waits at " + place + " (" + value + ")";
                    case "DEPARTURE_LATE" -> train + " is " + value + " late in leaving " + place;
                    case "ARRIVAL_LATE" -> train + " is " + value + " late in arriving at " + place;
                    case "TRAIN_SILENT" -> train + " is due at " + place + " and has not been heard of for " + value;
                    case "PORT_CLOSED" -> place + " is closed";
                    default -> alert.getType() + ": " + train + " at " + place;
                };
        return alert.getReason() == null ? sentence : sentence + ": " + alert.getReason();
    }

    private static Map<String, String> present(Map<String, String> texts) {
        texts.values().removeIf(text -> text == null || text.isEmpty());
        return texts;
    }

    private static String text(Instant instant) {
        return Objects.toString(instant, null);
    }

    private static String elapsed(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes >= 60
                ? String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60)
                : minutes + " min";
    }
}

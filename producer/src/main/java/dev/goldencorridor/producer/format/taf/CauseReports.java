package dev.goldencorridor.producer.format.taf;

import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.limits.MovementLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Maps causes of delay and interruptions. Both become a {@link DelayCause}. */
final class CauseReports {
    private CauseReports() {}

    static List<TrainMovement> delays(RunReport run, TafElement report, TafFields fields) {
        List<TafElement> causes = report.all("DelayCauseTime");
        if (causes.isEmpty()) {
            fields.required("DelayCauseTime", null);
        }
        // The sender's reference names one cause.
        String reference = causes.size() == 1 ? run.message().senderReference() : null;
        List<TrainMovement> movements = new ArrayList<>();
        for (TafElement cause : causes) {
            Instant at = fields.required(
                    "DelayEventDateTime", fields.instant("DelayEventDateTime", cause.text("DelayEventDateTime")));
            if (fields.faults().isEmpty()) {
                movements.add(delay(run, cause, reference, at, LocationReports.status(report)));
            }
        }
        return movements;
    }

    static List<TrainMovement> interruption(RunReport run, TafElement point, TafFields fields) {
        TafElement interruption = point.element("Interruption");
        if (fields.required("Interruption", interruption) == null) {
            return List.of();
        }
        Instant at = fields.required(
                "InterruptionDateTime",
                fields.instant("InterruptionDateTime", interruption.text("InterruptionDateTime")));
        if (!fields.faults().isEmpty()) {
            return List.of();
        }
        String reference = interruption.text("InternalReferenceIdentifier");
        UUID id = run.id("interruption", reference == null ? at : reference);
        Stream<String> texts = Stream.of(
                        List.of("running interrupted"),
                        interruption.texts("InterruptionDescription"),
                        point.texts("DetailedDescriptionOfLocation"),
                        point.texts("Remarks"))
                .flatMap(List::stream);
        DelayCause detail = detail(null, interruption.text("InterruptionReason"), texts);
        boolean hasEnded = "0".equals(run.message().root().text("TrainRunningInterruptionStatus/TrainInterrupted"));
        return List.of(
                hasEnded || run.message().isDeletion()
                        ? run.retraction(id, "interruption", at, null, detail)
                        : run.report(id, at, null, detail));
    }

    private static TrainMovement delay(RunReport run, TafElement cause, String reference, Instant at, int status) {
        String code = cause.text("DelayCause");
        String internal = cause.text("InternalReferenceIdentifier");
        // Versions of one delay share their id, so that the deletion of the last one leaves none.
        UUID id = reference == null ? run.id("cause", code, at, internal) : run.id("cause", reference);
        Stream<String> texts = Stream.of(
                        cause.texts("Remarks"),
                        cause.texts("DelayMinutes").stream()
                                .map(text -> minutes(text) + " min")
                                .toList(),
                        cause.texts("InternalReferenceIdentifier").stream()
                                .map(national -> "national code " + national)
                                .toList())
                .flatMap(List::stream);
        DelayCause detail = detail(alertType(status), code, texts);
        return run.message().isDeletion()
                ? run.retraction(id, "cause" + (reference == null ? id : ""), at, null, detail)
                : run.report(id, at, null, detail);
    }

    private static DelayCause detail(String alertType, String code, Stream<String> texts) {
        return new DelayCause(
                alertType,
                code == null ? null : TafTexts.cut(TafTexts.plain(code), MovementLimits.MAX_NAME_CHARS),
                TafTexts.joined(texts, MovementLimits.MAX_TEXT_CHARS));
    }

    private static String minutes(String text) {
        Optional<Duration> minutes = TafFields.minutes(text);
        return minutes.isEmpty() ? text : Long.toString(minutes.get().toMinutes());
    }

    private static String alertType(int status) {
        return switch (status) {
            case 1, 3 -> "ARRIVAL_LATE";
            case 2, 4 -> "DEPARTURE_LATE";
            default -> null;
        };
    }
}

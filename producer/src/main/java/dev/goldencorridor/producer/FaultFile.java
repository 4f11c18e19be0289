package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.FaultNotes;
import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.runtime.files.CsvRow;
import dev.goldencorridor.schemas.TrainMovement;
import java.util.ArrayList;
import java.util.List;

/**
 * The faulty records with their faults, in a form that {@code publish} reads after the repair: CSV for CSV, NDJSON for
 * all other formats. Not thread-safe.
 */
final class FaultFile {
    private final ResultFile file;
    private final boolean isCsv;
    private List<String> columns;

    FaultFile(ResultFile file, MovementFormat format) {
        this.file = file;
        this.isCsv = format == MovementFormat.CSV;
    }

    /** Returns the problem if the record cannot be written to this file; otherwise null. */
    String write(Reading reading, String fault) {
        if (isCsv) {
            return writeRow(reading, fault);
        }
        TrainMovement movement = reading instanceof Reading.Movement found ? found.movement() : null;
        file.writeLine(FaultNotes.line(reading.where(), fault, reading.source(), movement));
        return null;
    }

    private String writeRow(Reading reading, String fault) {
        CsvRow row = reading.source().row();
        if (row == null) {
            return reading.where() + ": the row cannot be written to the file of faults";
        }
        List<String> ofRow = new ArrayList<>(row.columns().keySet());
        ofRow.removeAll(FaultNotes.COLUMNS);
        if (columns == null) {
            columns = ofRow;
            List<String> header = new ArrayList<>(FaultNotes.COLUMNS);
            header.addAll(columns);
            file.writeLine(CsvLine.of(header));
        }
        if (!columns.equals(ofRow)) {
            return reading.where() + ": the file of faults has other columns; publish files with other columns apart";
        }
        List<String> values = new ArrayList<>(List.of(fault, reading.where()));
        if (row.fault().isPresent()) {
            // The values of such a row belong to unknown columns, except the notes of a former file at its beginning.
            int notes = new ArrayList<>(row.columns().keySet()).indexOf(columns.get(0));
            values.addAll(row.values()
                    .subList(Math.min(notes, row.values().size()), row.values().size()));
        } else {
            columns.forEach(column -> values.add(row.get(column)));
        }
        file.writeLine(CsvLine.of(values));
        return null;
    }
}

package dev.goldencorridor.processor.model;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The make-up of a train.
 *
 * @param loadedTeu loaded containers in twenty-foot equivalent units; likewise {@code emptyTeu}
 * @param kilograms gross mass
 */
public record Consist(int wagons, int loadedTeu, int emptyTeu, long kilograms) {
    public void write(DataOutput out) throws IOException {
        VarLong.write(out, wagons);
        VarLong.write(out, loadedTeu);
        VarLong.write(out, emptyTeu);
        VarLong.write(out, kilograms);
    }

    public static Consist read(DataInput in) throws IOException {
        return new Consist((int) VarLong.read(in), (int) VarLong.read(in), (int) VarLong.read(in), VarLong.read(in));
    }
}

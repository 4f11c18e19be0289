package dev.goldencorridor.processor.sums;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Identifies a sum, so that the rolling step applies it once even if it reads the sum again. The source travels in a
 * header. An instance of the former release ignores the header and can still read the sum during a rolling upgrade.
 *
 * @param task the partition number of the task that forwarded the sum
 * @param epoch random; a task gets a new epoch whenever its state is rebuilt
 * @param sequence grows with each sum of the epoch
 */
public record SumSource(int task, long epoch, long sequence) {
    private static final String HEADER = "source";

    /** Adds this source to the headers of a record, and returns that record. */
    public <V> Record<String, V> addTo(Record<String, V> sum) {
        byte[] bytes = BinaryCodec.write(20, out -> {
            VarLong.write(out, task);
            out.writeLong(epoch);
            VarLong.write(out, sequence);
        });
        sum.headers().add(HEADER, bytes);
        return sum;
    }

    /** Reads the source from a record's headers; null if there is none. */
    public static SumSource of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null
                ? null
                : BinaryCodec.read(
                        header.value(),
                        "the source of a sum",
                        in -> new SumSource((int) VarLong.read(in), in.readLong(), VarLong.read(in)));
    }
}

package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Identifies a sum, so that the rolling step applies it once even if it reads the sum again. It travels in a header: an
 * instance of the former release, which does not know it, can still read the sum while instances are upgraded in turn.
 *
 * @param task the partition number of the task that forwarded it
 * @param epoch random; the task has another one whenever its state was made anew
 * @param sequence grows with each sum of the epoch
 */
public record SumSource(int task, long epoch, long sequence) {
    private static final String HEADER = "source";

    /** The same record, which has this source from now on. */
    public <V> Record<String, V> on(Record<String, V> sum) {
        byte[] bytes = BinaryCodec.write(20, out -> {
            VarLong.write(out, task);
            out.writeLong(epoch);
            VarLong.write(out, sequence);
        });
        sum.headers().add(HEADER, bytes);
        return sum;
    }

    /** The source that a record has; null if it has none. */
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

package dev.goldencorridor.endtoend;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes produce requests of Kafka's protocol itself, version 7, so that their record batches may be any bytes. One
 * connection without encryption, which is opened again if the broker closes it. Not thread-safe.
 */
final class RawProducer implements AutoCloseable {
    private static final int PRODUCE = 0;
    private static final int VERSION = 7;
    private static final int ALL_REPLICAS = -1;
    private static final int TIMEOUT_MS = 30_000;

    private final String host;
    private final int port;
    private Socket socket;

    RawProducer(String bootstrapServers) {
        String[] address = bootstrapServers.split(":", -1);
        host = address[0];
        port = Integer.parseInt(address[1]);
    }

    /**
     * The answer of the broker.
     *
     * @param error the code of Kafka's protocol, 0 if the batch was appended, -1 if the broker closed the connection
     * @param offset that of the first record; -1 if none was appended
     */
    record Answer(int error, long offset) {
        static final Answer CLOSED = new Answer(-1, -1);

        boolean isAppended() {
            return error == 0;
        }
    }

    /** Sends a batch to partition 0. */
    Answer send(String topic, byte[] batch) throws IOException {
        if (socket == null) {
            socket = new Socket(host, port);
            socket.setSoTimeout(TIMEOUT_MS);
            // Otherwise each request waits 40 ms for the acknowledgement of its length.
            socket.setTcpNoDelay(true);
        }
        try {
            byte[] request = request(topic, batch);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.length);
            out.write(request);
            out.flush();
            return answer(new DataInputStream(socket.getInputStream()), topic);
        } catch (EOFException | SocketException closed) {
            close();
            return Answer.CLOSED;
        }
    }

    private static byte[] request(String topic, byte[] batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(PRODUCE);
        out.writeShort(VERSION);
        out.writeInt(1);
        writeText(out, "raw");
        out.writeShort(-1);
        out.writeShort(ALL_REPLICAS);
        out.writeInt(TIMEOUT_MS);
        out.writeInt(1);
        writeText(out, topic);
        out.writeInt(1);
        out.writeInt(0);
        out.writeInt(batch.length);
        out.write(batch);
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    /** Correlation, number of topics, topic, number of partitions and partition precede the error. */
    private static Answer answer(DataInputStream in, String topic) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        ByteBuffer error = ByteBuffer.wrap(bytes).position(4 + 4 + 2 + topic.length() + 4 + 4);
        return new Answer(error.getShort(), error.getLong());
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}

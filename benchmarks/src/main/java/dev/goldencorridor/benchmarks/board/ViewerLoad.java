package dev.goldencorridor.benchmarks.board;

import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many viewers on one thread. Most receive compressed streams, as browsers do, and drop the bytes. Some receive plain
 * text, in which this class finds the changes.
 */
final class ViewerLoad implements Runnable, AutoCloseable {
    private static final Pattern CHANGE = Pattern.compile("\\\\\"change\\\\\":(\\d+)");
    private static final int BUFFER_BYTES = 256 * 1024;
    /** The longest text of a change number, which two reads may divide. */
    private static final int TAIL_CHARS = 40;

    private final Selector selector;
    private final InetSocketAddress address;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    /** When each reading viewer first received each change, by viewer and change. */
    private final Map<Reading, Long> receivedAt = new ConcurrentHashMap<>();

    private final LongAdder bytes = new LongAdder();
    private volatile boolean closed;

    /** A change that a viewer received. */
    record Reading(int viewer, long change) {}

    private static final class Viewer {
        private final int number;
        private String tail = "";

        private Viewer(int number) {
            this.number = number;
        }
    }

    ViewerLoad(URI board) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), board.getPort());
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens viewers that receive compressed streams. */
    void openCompressed(int count) {
        for (int i = 0; i < count; i++) {
            open("Accept-Encoding: gzip\r\n", null, true);
        }
    }

    /** Opens viewers whose changes are recorded. */
    void openReading(int count) {
        for (int i = 0; i < count; i++) {
            open("", new Viewer(i), true);
        }
    }

    /** Opens viewers that never read. */
    void openStuck(int count) {
        for (int i = 0; i < count; i++) {
            open("", null, false);
        }
    }

    private void open(String header, Viewer viewer, boolean reads) {
        try {
            SocketChannel channel = SocketChannel.open(address);
            String request = "GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            if (reads) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, viewer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a viewer", e);
        }
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                selector.select(100);
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    read(key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a viewer failed", e);
        }
    }

    private void read(SelectionKey key) throws IOException {
        buffer.clear();
        int length = ((SocketChannel) key.channel()).read(buffer);
        if (length < 0) {
            throw new BenchmarkException("the board has closed a viewer");
        }
        bytes.add(length);
        if (key.attachment() instanceof Viewer viewer) {
            long now = System.nanoTime();
            String text = viewer.tail + new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1);
            Matcher changes = CHANGE.matcher(text);
            while (changes.find()) {
                receivedAt.putIfAbsent(new Reading(viewer.number, Long.parseLong(changes.group(1))), now);
            }
            viewer.tail = text.substring(Math.max(0, text.length() - TAIL_CHARS));
        }
    }

    Map<Reading, Long> receivedAt() {
        return receivedAt;
    }

    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}

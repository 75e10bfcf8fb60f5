package info.sopranoexch.benchmarks.deliveries;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A webhook receiver with minimal cost: one virtual thread for each connection. {@code /ok} returns 200, {@code /500}
 * returns 500, {@code /hang} never responds.
 */
final class MinimalReceiver implements AutoCloseable {
    private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    private static final byte[] FAULT = bytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    private static final int MAX_HEAD = 16 * 1024;

    private final ServerSocket server;
    private final AtomicLong received = new AtomicLong();
    private volatile Consumer<byte[]> bodies = body -> {};

    MinimalReceiver() {
        try {
            server = new ServerSocket(0, 4_096, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[MAX_HEAD];
            int length;
            while ((length = readHead(in, buffer)) > 0) {
                String head = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                byte[] body = in.readNBytes(contentLength(head));
                if (head.startsWith("POST /hang")) {
                    LockSupport.park();
                }
                boolean fault = head.startsWith("POST /500");
                if (!fault) {
                    bodies.accept(body);
                    received.incrementAndGet();
                }
                out.write(fault ? FAULT : OK);
            }
        } catch (IOException e) {
            // The sender has closed the connection.
        }
    }

    /** Returns the length of the head with its empty line; 0 at the end of the connection. */
    private static int readHead(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        while (length < buffer.length) {
            int c = in.read();
            if (c < 0) {
                return 0;
            }
            buffer[length++] = (byte) c;
            if (c == '\n' && length >= 4 && buffer[length - 3] == '\n') {
                return length;
            }
        }
        throw new IOException("the request head is too long");
    }

    private static int contentLength(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
        int end = head.indexOf('\r', at);
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, end).strip());
    }

    void onBody(Consumer<byte[]> listener) {
        bodies = listener;
    }

    long received() {
        return received.get();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package info.sopranoexch.provider.paymoon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads a request and then violates HTTP. */
final class FaultySocket implements AutoCloseable {
    /** Behaviour after a request was read. */
    interface Behaviour {
        void respond(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger connections = new AtomicInteger();

    FaultySocket(Behaviour behaviour) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> accept(behaviour));
    }

    /** Sends nothing. */
    static void hang(OutputStream out) throws InterruptedException {
        Thread.sleep(60_000);
    }

    /** Sends a valid head and then one byte at a time. */
    static void dripBody(OutputStream out) throws IOException, InterruptedException {
        drip(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", " ");
    }

    /** Sends an endless header, one byte at a time. */
    static void dripHead(OutputStream out) throws IOException, InterruptedException {
        drip(out, "HTTP/1.1 200 OK\r\nX-Slow: ", "x");
    }

    /** Sends 10 MiB. */
    static void flood(OutputStream out) throws IOException {
        int size = 10 * 1024 * 1024;
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        for (int written = 0; written < size; written += 8_192) {
            out.write(new byte[8_192]);
        }
    }

    private static void drip(OutputStream out, String start, String drop) throws IOException, InterruptedException {
        out.write(start.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(drop.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(50);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket, behaviour));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            socket.getInputStream().read(new byte[4_096]);
            behaviour.respond(socket.getOutputStream());
        } catch (IOException _) {
            // The client closed the connection.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}

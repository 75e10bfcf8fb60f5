package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** TCP ports on the loopback address. */
public final class Ports {
    /** The range is below the ephemeral ports of outgoing connections. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 500;

    private static final int CONNECT_MILLIS = 2_000;
    private static final Path FOLDER =
            Path.of(System.getProperty("java.io.tmpdir"), "soprano-ports-" + System.getProperty("user.name"));
    /** Open channels keep their locks. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private Ports() {}

    /**
     * Returns a random free port and reserves it until this JVM ends, because it looks free until its server listens.
     */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && reserve(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found between " + FIRST + " and " + LAST);
    }

    /** Whether a server can listen on the port, on loopback and on all addresses. */
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    /** @throws IllegalStateException if another process listens on the port */
    public static void expectFree(String member, int port) {
        if (!isFree(port)) {
            throw new IllegalStateException("port " + port + " for " + member + " is taken by another process");
        }
    }

    /** @throws IOException if no server accepts a connection */
    public static void connect(int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        }
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            // Servers do the same. Otherwise the port counts as taken for a minute after its last connection.
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Locks a file named after the port until this JVM ends. Returns false if another JVM has the lock. */
    private static synchronized boolean reserve(int port) {
        FileChannel channel = null;
        boolean locked = false;
        try {
            Files.createDirectories(FOLDER);
            channel = FileChannel.open(
                    FOLDER.resolve(String.valueOf(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            if (locked) {
                HELD.add(channel);
            }
            return locked;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        } finally {
            closeUnless(locked, channel);
        }
    }

    private static void closeUnless(boolean locked, @Nullable FileChannel channel) {
        if (!locked && channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The channel holds no lock.
            }
        }
    }
}

package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Locks on files named after ports, so that stacks that start side by side do not choose the same; they end with us. */
final class PortReservations {
    private static final Path FOLDER =
            Path.of(System.getProperty("java.io.tmpdir"), "soprano-ports-" + System.getProperty("user.name"));
    /** Kept open: the lock lives as long as its channel. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private PortReservations() {}

    /** Whether it is ours now; false when anybody has it already. */
    static synchronized boolean reserve(int port) {
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
                // Nothing hangs on it: it holds no lock.
            }
        }
    }
}

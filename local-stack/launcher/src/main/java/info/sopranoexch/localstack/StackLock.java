package info.sopranoexch.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The lock of the launcher that uses a stack's folder. The operating system releases it when the launcher dies. */
final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws IllegalStateException with the process id of the holder if the folder is in use */
    static StackLock of(StackFolder folder) {
        try {
            Files.createDirectories(folder.home());
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "the stack in %s is up already, or starting (process %s); see ./soprano status",
                        folder.home(),
                        holder(folder.holder())));
            }
            Files.writeString(
                    folder.holder(), String.valueOf(ProcessHandle.current().pid()));
            return new StackLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder.home(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another stack in this JVM holds the lock.
            return null;
        }
    }

    private static String holder(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Folders;
import info.sopranoexch.localstack.infrastructure.JavaCommand;
import info.sopranoexch.localstack.infrastructure.LogTail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * Keeps unpacked copies of service jars. Nested jars are slow to read, and a build must not replace the jar of a
 * running service. Source: Spring Boot, "Efficient deployments".
 */
final class ServiceJarCache {
    private static final long LIMIT_SECONDS = 60;
    /** Another stack of the project may run the previous version. */
    private static final int KEPT_VERSIONS = 2;

    private static final int BUFFER = 1 << 16;

    private final Path cache;

    /** @param cache folder that may be deleted at any time */
    ServiceJarCache(Path cache) {
        this.cache = cache;
    }

    /** Returns the unpacked jar with its libraries beside it. The same content has the same path. */
    Path of(Path jar) {
        Path versions = cache.resolve(jar.getFileName());
        try {
            Path folder = versions.resolve(checksum(jar));
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(versions);
                unpack(jar, folder);
                Folders.keepNewest(versions, "*", KEPT_VERSIONS);
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar + "; was it built?", e);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        Path partial = Files.createTempDirectory(folder.getParent(), "unpacking-");
        extract(jar, partial);
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now()));
        try {
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            // Another launcher has unpacked the same jar.
            Folders.delete(partial);
        }
    }

    private static String checksum(Path jar) throws IOException {
        var sum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(jar)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
            }
        }
        return Long.toHexString(sum.getValue()) + "-" + Files.size(jar);
    }

    private static void extract(Path jar, Path into) throws IOException {
        Path output = into.resolve("extract.log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Djarmode=tools"));
        command.addAll(JavaCommand.ROOT_LOCALE);
        command.addAll(List.of("-jar", jar.toString(), "extract", "--force", "--destination", into.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("extracting " + jar + " failed: " + LogTail.of(output, 5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

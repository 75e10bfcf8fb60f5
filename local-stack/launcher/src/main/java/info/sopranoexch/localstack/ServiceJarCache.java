package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Folders;
import info.sopranoexch.localstack.infrastructure.JavaCommand;
import info.sopranoexch.localstack.infrastructure.LogTail;
import info.sopranoexch.localstack.infrastructure.ShortCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Keeps unpacked copies of service jars. Nested jars are slow to read, and a build must not replace the jar of a
 * running service. Source: Spring Boot, "Efficient deployments".
 */
final class ServiceJarCache {
    private static final Duration LIMIT = Duration.ofMinutes(1);
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
                Folders.create(folder, partial -> extract(jar, partial));
                Folders.keepNewest(versions, "*", KEPT_VERSIONS);
            }
            return folder.resolve(jar.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar + "; was it built?", e);
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

    private static void extract(Path jar, Path into) {
        Path output = into.resolve("extract.log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Djarmode=tools"));
        command.addAll(JavaCommand.ROOT_LOCALE);
        command.addAll(List.of("-jar", jar.toString(), "extract", "--force", "--destination", into.toString()));
        if (!ShortCommand.succeeds(command, output, LIMIT)) {
            throw new IllegalStateException("extracting " + jar + " failed: " + LogTail.of(output, 5));
        }
    }
}

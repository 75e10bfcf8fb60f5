package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a service's jar is started quickly: unpacked once, because a nested jar is slow to read. Source: Spring Boot,
 * "Efficient deployments".
 */
final class ServiceImage {
    private static final long LIMIT_SECONDS = 60;

    private final Path cache;

    /** @param cache folder that may be deleted at any time */
    ServiceImage(Path cache) {
        this.cache = cache;
    }

    /** JVM arguments that start the jar. */
    List<String> arguments(Path jar) {
        Path folder = unpacked(jar);
        List<String> arguments = new ArrayList<>();
        arguments.add("-jar");
        arguments.add(folder.resolve(jar.getFileName()).toString());
        return arguments;
    }

    private synchronized Path unpacked(Path jar) {
        try {
            String version = Files.getLastModifiedTime(jar).toMillis() + "-" + Files.size(jar);
            Path versions = cache.resolve(String.valueOf(jar.getFileName()));
            Path folder = versions.resolve(version);
            if (!Files.isDirectory(folder)) {
                Folders.delete(versions);
                Files.createDirectories(versions);
                Path partial = versions.resolve(version + ".partial");
                extract(jar, partial);
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar + "; was it built?", e);
        }
    }

    private static void extract(Path jar, Path into) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        into.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("extracting " + jar + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

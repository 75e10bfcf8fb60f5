package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What child JVMs keep of their loaded and linked classes from an earlier run, so that a start takes half the processor
 * time. One file a class path, JDK and set of options; the JVM itself refuses one that does not fit and goes on without.
 * Source: JEP 483, JEP 514.
 */
public final class ClassCaches {
    private static final long ASSEMBLY_LIMIT_SECONDS = 300;
    /** A JVM writes what it recorded, some 100 MB, at its end. */
    private static final Duration RECORDING_GRACE = Duration.ofMinutes(5);

    private static final String CONFIGURATION = ".configuration";
    private static final String PARTIAL = ".partial";

    /** A run that is watched: {@code record} becomes {@code create} when its classes are known. */
    private record Lesson(List<String> command, Path configuration, Path cache) {}

    private final Path folder;
    private final boolean learning;
    private final Map<String, Lesson> lessons = new LinkedHashMap<>();

    private ClassCaches(Path folder, boolean learning) {
        this.folder = folder;
        this.learning = learning;
    }

    /** Uses the caches that are there. */
    public static ClassCaches inUse(Path folder) {
        return new ClassCaches(folder, false);
    }

    /**
     * Watches every run that has no cache yet; {@link #assemble} makes the caches when the runs have ended. Deletes what an
     * earlier attempt has left unfinished.
     */
    public static ClassCaches learning(Path folder) {
        var caches = new ClassCaches(folder, true);
        caches.deleteUnfinished();
        return caches;
    }

    public boolean isLearning() {
        return learning;
    }

    /** How a child JVM is asked to end. While learning it gets the time to write what it recorded. */
    public ChildProcess.Shutdown shutdown() {
        return learning ? new ChildProcess.Shutdown("TERM", RECORDING_GRACE) : ChildProcess.Shutdown.by("TERM");
    }

    /**
     * The command of a child JVM.
     *
     * @param name of what runs, of letters, digits and hyphens
     * @param classPath files that decide whether a cache fits
     * @param arguments further options, then {@code -jar} or {@code -cp}, the main class, and its arguments
     */
    public synchronized List<String> command(
            String name, int heapMegabytes, JavaCommand.Effort effort, List<Path> classPath, List<String> arguments) {
        Path cache = folder.resolve(name + "-" + fingerprint(effort, classPath) + ".aot");
        if (Files.exists(cache)) {
            return JavaCommand.of(heapMegabytes, effort, concat(List.of("-XX:AOTCache=" + cache), arguments));
        }
        if (!learning) {
            return JavaCommand.of(heapMegabytes, effort, arguments);
        }
        Path configuration = folder.resolve(cache.getFileName() + CONFIGURATION);
        String watched = "-XX:AOTConfiguration=" + configuration;
        create(folder);
        lessons.put(
                name,
                new Lesson(
                        JavaCommand.of(
                                heapMegabytes,
                                effort,
                                concat(
                                        List.of("-XX:AOTMode=create", watched, "-XX:AOTCache=" + partial(cache)),
                                        arguments)),
                        configuration,
                        cache));
        return JavaCommand.of(heapMegabytes, effort, concat(List.of("-XX:AOTMode=record", watched), arguments));
    }

    /** Names of what was run without a cache while learning. */
    public synchronized List<String> learned() {
        return List.copyOf(lessons.keySet());
    }

    /**
     * Makes the cache of a run that has ended. The cache appears whole or not at all.
     *
     * @throws IllegalStateException if the JVM does not make it; starts are slower without it
     */
    public void assemble(String name) {
        Lesson lesson;
        synchronized (this) {
            lesson = lessons.get(name);
        }
        if (lesson == null) {
            throw new IllegalArgumentException("nothing was learned of " + name);
        }
        Path output = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(lesson.command())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(ASSEMBLY_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(
                        "no class cache of " + name + " after " + ASSEMBLY_LIMIT_SECONDS + " s");
            }
            Path partial = partial(lesson.cache());
            if (process.exitValue() != 0 || !Files.exists(partial) || Files.size(partial) == 0) {
                throw new IllegalStateException("no class cache of " + name + ":\n" + LogTail.of(output, 10));
            }
            Files.move(partial, lesson.cache(), StandardCopyOption.ATOMIC_MOVE);
            // Some 90 MB each. Those of other jars are of no use; a JVM that runs has its own in memory.
            Folders.keepNewest(folder, name + "-*.aot", 1);
        } catch (IOException e) {
            throw new UncheckedIOException("no class cache of " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            Folders.delete(partial(lesson.cache()));
            Folders.delete(lesson.configuration());
        }
    }

    private void deleteUnfinished() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(CONFIGURATION)
                            || file.toString().endsWith(PARTIAL))
                    .forEach(Folders::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path partial(Path cache) {
        return cache.resolveSibling(cache.getFileName() + PARTIAL);
    }

    private static String fingerprint(JavaCommand.Effort effort, List<Path> classPath) {
        var sum = new CRC32();
        var text = new StringBuilder(System.getProperty("java.vm.version")).append(effort);
        try {
            for (Path file : classPath) {
                text.append('\n').append(file).append(' ').append(Files.size(file));
                text.append(' ').append(Files.getLastModifiedTime(file).toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a class path that cannot be read", e);
        }
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

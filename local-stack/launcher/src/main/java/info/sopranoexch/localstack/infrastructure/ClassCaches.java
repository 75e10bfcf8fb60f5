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
import java.util.zip.CRC32;

/**
 * Creates and selects class caches (AOT caches) of child JVMs. A cache halves the processor time of a start. There is
 * one file for each class path, JDK and set of options. The JVM ignores a file that does not match. Source: JEP 483,
 * JEP 514.
 */
public final class ClassCaches {
    private static final Duration ASSEMBLY_LIMIT = Duration.ofMinutes(5);
    /** A recording JVM writes about 100 MB when it exits. */
    private static final Duration RECORDING_GRACE = Duration.ofMinutes(5);

    private static final String CONFIGURATION = ".configuration";
    private static final String PARTIAL = ".partial";

    /**
     * A recorded run.
     *
     * @param command creates the cache from the recording
     */
    private record RecordedRun(List<String> command, Path configuration, Path cache) {}

    private final Path folder;
    private final boolean recording;
    private final Map<String, RecordedRun> recordedRuns = new LinkedHashMap<>();

    private ClassCaches(Path folder, boolean recording) {
        this.folder = folder;
        this.recording = recording;
    }

    /** Uses existing caches. */
    public static ClassCaches existing(Path folder) {
        return new ClassCaches(folder, false);
    }

    /**
     * Records every run without a cache. {@link #assemble} creates the caches after the runs. Deletes files of
     * unfinished attempts.
     */
    public static ClassCaches recording(Path folder) {
        try {
            Files.createDirectories(folder);
            Folders.keepNewest(folder, "*{" + CONFIGURATION + "," + PARTIAL + "}", 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + folder + ": " + e.getMessage(), e);
        }
        return new ClassCaches(folder, true);
    }

    public boolean isRecording() {
        return recording;
    }

    /** Returns stop signal and grace period of a child JVM. A recording JVM gets time to write its recording. */
    public ChildProcess.Shutdown shutdown() {
        return recording ? new ChildProcess.Shutdown("TERM", RECORDING_GRACE) : ChildProcess.Shutdown.by("TERM");
    }

    /**
     * The command of a child JVM.
     *
     * @param name of the program: letters, digits and hyphens
     * @param classPath files that identify the cache
     * @param arguments further options, then {@code -jar} or {@code -cp}, the main class, and its arguments
     */
    public synchronized List<String> command(
            String name, int heapMegabytes, JavaCommand.Effort effort, List<Path> classPath, List<String> arguments) {
        Path cache = folder.resolve(name + "-" + fingerprint(effort, classPath) + ".aot");
        if (Files.exists(cache)) {
            return JavaCommand.of(heapMegabytes, effort, concat(List.of("-XX:AOTCache=" + cache), arguments));
        }
        if (!recording) {
            return JavaCommand.of(heapMegabytes, effort, arguments);
        }
        Path configuration = folder.resolve(cache.getFileName() + CONFIGURATION);
        String recordingOption = "-XX:AOTConfiguration=" + configuration;
        List<String> create =
                concat(List.of("-XX:AOTMode=create", recordingOption, "-XX:AOTCache=" + partial(cache)), arguments);
        recordedRuns.put(name, new RecordedRun(JavaCommand.of(heapMegabytes, effort, create), configuration, cache));
        return JavaCommand.of(heapMegabytes, effort, concat(List.of("-XX:AOTMode=record", recordingOption), arguments));
    }

    /** Names of the recorded programs. */
    public synchronized List<String> recorded() {
        return List.copyOf(recordedRuns.keySet());
    }

    /**
     * Creates the cache of a recorded run atomically.
     *
     * @throws IllegalStateException if the JVM fails to create the cache; starts are slower without it
     */
    public void assemble(String name) {
        RecordedRun run;
        synchronized (this) {
            run = recordedRuns.get(name);
        }
        if (run == null) {
            throw new IllegalArgumentException("no recording of " + name);
        }
        Path output = folder.resolve(name + ".log");
        Path partial = partial(run.cache());
        try {
            if (!ShortCommand.succeeds(run.command(), output, ASSEMBLY_LIMIT)
                    || !Files.exists(partial)
                    || Files.size(partial) == 0) {
                throw new IllegalStateException(
                        "cannot create the class cache of " + name + ":\n" + LogTail.of(output, 10));
            }
            Files.move(partial, run.cache(), StandardCopyOption.ATOMIC_MOVE);
            // A cache has about 90 MB. Running JVMs have their caches in memory, so older files can be deleted.
            Folders.keepNewest(folder, name + "-*.aot", 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the class cache of " + name + ": " + e.getMessage(), e);
        } finally {
            Folders.delete(partial);
            Folders.delete(run.configuration());
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
            throw new UncheckedIOException("cannot read the class path", e);
        }
        sum.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}

package info.sopranoexch.localstack.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers in the build output of the project, and their class caches. */
public record Installation(Path projectRoot, ClassCaches caches) {
    private static final String REGISTRY = "local-stack/registry-distribution/target/registry";

    /** Uses existing class caches. */
    public static Installation of(Path projectRoot) {
        return new Installation(projectRoot, ClassCaches.existing(classCaches(projectRoot)));
    }

    /** Records class caches. */
    public static Installation recording(Path projectRoot) {
        return new Installation(projectRoot, ClassCaches.recording(classCaches(projectRoot)));
    }

    private static Path classCaches(Path projectRoot) {
        return ProjectRoot.cacheFolder(projectRoot).resolve("classes");
    }

    /** Folder of reproducible files. */
    Path cache() {
        return ProjectRoot.cacheFolder(projectRoot);
    }

    List<Path> kafka() {
        return jars(projectRoot.resolve("local-stack/kafka-distribution/target/libs"));
    }

    Path registry() {
        return projectRoot.resolve(REGISTRY);
    }

    /** The order of Quarkus's class loader: generated and changed classes precede the originals. */
    List<Path> registryJars() {
        List<Path> all = new ArrayList<>();
        for (String part : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            all.addAll(jars(registry().resolve(part)));
        }
        return all;
    }

    static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Sorted, because class caches need the same class path at every start. */
    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " is missing: run ./soprano build", e);
        }
    }
}

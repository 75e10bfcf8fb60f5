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

/** The servers that the build has laid down in the project, and how their JVMs are started. */
public record Installation(Path projectRoot, ClassCaches caches) {
    private static final String REGISTRY = "local-stack/registry-distribution/target/registry";

    /** With the class caches that are there. */
    public static Installation of(Path projectRoot) {
        return new Installation(projectRoot, ClassCaches.inUse(classCaches(projectRoot)));
    }

    /** With class caches made of what runs. */
    public static Installation learning(Path projectRoot) {
        return new Installation(projectRoot, ClassCaches.learning(classCaches(projectRoot)));
    }

    private static Path classCaches(Path projectRoot) {
        return SopranoFolder.cache(projectRoot).resolve("classes");
    }

    /** What can be made again at any time. */
    Path cache() {
        return SopranoFolder.cache(projectRoot);
    }

    List<Path> kafka() {
        return jars(projectRoot.resolve("local-stack/kafka-distribution/target/libs"));
    }

    Path registry() {
        return projectRoot.resolve(REGISTRY);
    }

    /** In the order of Quarkus's own loader: what it has generated and changed goes before the originals. */
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

    /** Sorted, for a class path must be the same at every start. */
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

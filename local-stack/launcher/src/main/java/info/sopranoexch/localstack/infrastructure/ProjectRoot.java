package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folder of the project: the nearest parent of the working directory with {@code .mvn}. */
public final class ProjectRoot {
    /** Environment variable with the folder; it replaces the search. */
    public static final String VARIABLE = "SOPRANO_HOME";

    private ProjectRoot() {}

    /** @throws IllegalStateException if no parent has {@code .mvn} */
    public static Path find() {
        String named = System.getenv(VARIABLE);
        return named == null || named.isBlank()
                ? above(Path.of("").toAbsolutePath())
                : Path.of(named).toAbsolutePath();
    }

    static Path above(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no project folder (one with .mvn in it) at or above " + start + "; set " + VARIABLE);
    }

    /** The folder {@code .soprano}, which Git ignores. */
    public static Path sopranoFolder(Path projectRoot) {
        return projectRoot.resolve(".soprano");
    }

    /** Reproducible files that all stacks of the project share. */
    public static Path cacheFolder(Path projectRoot) {
        return sopranoFolder(projectRoot).resolve("cache");
    }
}

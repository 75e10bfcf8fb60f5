package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the project: the nearest one upwards of the working directory that holds {@code .mvn}. */
public final class ProjectRoot {
    /** Environment variable that names the folder and goes before the search. */
    public static final String VARIABLE = "SOPRANO_HOME";

    private ProjectRoot() {}

    /** @throws IllegalStateException when there is none */
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
}

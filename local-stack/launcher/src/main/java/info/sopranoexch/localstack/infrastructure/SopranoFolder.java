package info.sopranoexch.localstack.infrastructure;

import java.nio.file.Path;

/** The folder {@code .soprano} of the project, which Git ignores. */
public final class SopranoFolder {
    private SopranoFolder() {}

    public static Path of(Path projectRoot) {
        return projectRoot.resolve(".soprano");
    }

    /** What can be made again at any time and is shared by all stacks of the project. */
    public static Path cache(Path projectRoot) {
        return of(projectRoot).resolve("cache");
    }
}

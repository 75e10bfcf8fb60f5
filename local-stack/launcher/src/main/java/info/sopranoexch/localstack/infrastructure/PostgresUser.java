package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The user that runs PostgreSQL, because PostgreSQL refuses to run as root. As root, the server starts in a user
 * namespace with another uid. Without namespaces, {@code setpriv} changes to user 65534 and keeps access to root's
 * folders.
 *
 * @param prefix of the command
 * @param owner uid of the data directory; -1 for the current user
 */
record PostgresUser(List<String> prefix, int owner) {
    private static final int NOBODY = 65_534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> OTHER_USER = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");
    /**
     * System property for tests of {@code setpriv} on machines with user namespaces.
     */
    static final String NO_NAMESPACE_PROPERTY = "soprano.postgres.no-namespace";

    static PostgresUser choose() {
        if (!isRoot()) {
            return new PostgresUser(List.of(), -1);
        }
        if (!Boolean.getBoolean(NO_NAMESPACE_PROPERTY) && works(NAMESPACE)) {
            return new PostgresUser(NAMESPACE, -1);
        }
        if (works(OTHER_USER)) {
            return new PostgresUser(OTHER_USER, NOBODY);
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` of"
                + " util-linux works here. Run as another user.");
    }

    /** Gives a file or directory to the user of the server. */
    void own(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        if (owner >= 0) {
            Files.setAttribute(path, "unix:uid", owner);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return ShortCommand.succeeds(command, Path.of("/dev/null"), Duration.ofSeconds(5));
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}

package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. In a user namespace root is somebody else and still the owner of its files; where
 * namespaces are off, {@code setpriv} changes to user 65534 and keeps the right to pass root's folders.
 *
 * @param prefix goes before the command
 * @param owner the user id that must own the data directory; -1 for whoever we are
 */
record Unprivileged(List<String> prefix, int owner) {
    private static final int NOBODY = 65_534;
    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final List<String> OTHER_USER = List.of(
            "setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");
    /** Forced by tests, since no machine lacks what it has. */
    static final String NO_NAMESPACE_PROPERTY = "soprano.postgres.no-namespace";

    static Unprivileged choose() {
        if (!isRoot()) {
            return new Unprivileged(List.of(), -1);
        }
        if (!Boolean.getBoolean(NO_NAMESPACE_PROPERTY) && works(NAMESPACE)) {
            return new Unprivileged(NAMESPACE, -1);
        }
        if (works(OTHER_USER)) {
            return new Unprivileged(OTHER_USER, NOBODY);
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` of"
                + " util-linux works here. Run as another user.");
    }

    /** Makes a file or directory the server's own, and nobody else's. */
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
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

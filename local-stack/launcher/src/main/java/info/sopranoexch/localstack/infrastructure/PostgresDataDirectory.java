package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The data directory of a PostgreSQL server. It is created at the first start. */
final class PostgresDataDirectory {
    /** The parts of the command that starts a server. */
    record Ready(Path installation, Path directory, PostgresUser user) {
        String binary(String name) {
            return installation.resolve("bin").resolve(name).toString();
        }
    }

    private static final int LEFTOVER_LIMIT_SECONDS = 20;
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(1);

    private final Path home;
    private final Path cache;

    PostgresDataDirectory(Path home, Path cache) {
        this.home = home.toAbsolutePath().normalize();
        this.cache = cache.toAbsolutePath().normalize();
    }

    Ready prepare() throws IOException {
        Files.createDirectories(home);
        Ready ready = new Ready(PostgresBinaries.unpack(cache), directory(), PostgresUser.choose());
        if (Files.exists(directory().resolve("PG_VERSION"))) {
            endLeftover();
        } else {
            initialize(ready);
        }
        return ready;
    }

    Path directory() {
        return home.resolve("data");
    }

    private Path passwordFile() {
        return home.resolve("superuser.password");
    }

    String superuserPassword() {
        try {
            return Files.readString(passwordFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the superuser's password file", e);
        }
    }

    private void initialize(Ready ready) throws IOException {
        // The directory gets its final name after a complete initdb.
        Path partial = home.resolve("data.partial");
        Folders.delete(partial);
        Files.createDirectories(partial);
        ready.user().own(partial, "rwx------");
        SecretFile.write(passwordFile(), SecretFile.random());
        Path input = home.resolve("initdb.password");
        SecretFile.write(input, superuserPassword());
        ready.user().own(input, "rw-------");
        List<String> command = new ArrayList<>(ready.user().prefix());
        command.addAll(List.of(ready.binary("initdb"), "-D", partial.toString()));
        command.addAll(List.of("--username=" + PostgresServer.SUPERUSER, "--pwfile=" + input));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
        command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        Path output = home.resolve("initdb.log");
        if (!ShortCommand.succeeds(command, output, INITDB_LIMIT)) {
            throw new IllegalStateException("initdb failed:\n" + LogTail.of(output, 30));
        }
        Files.delete(input);
        Files.move(partial, directory());
    }

    /** Ends the server of a killed launcher, because two servers must never use the same data. */
    private void endLeftover() throws IOException {
        Path pidFile = directory().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(1).equals(directory().toString())) {
            return;
        }
        ProcessHandle leftover = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(PostgresDataDirectory::isPostgres)
                .orElse(null);
        if (leftover == null) {
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(leftover.descendants().toList());
        all.add(leftover);
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            awaitExit(handle);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static void awaitExit(ProcessHandle process) {
        try {
            process.onExit().get(LEFTOVER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL of an earlier run does not exit: " + process.pid(), e);
        }
    }
}

package info.sopranoexch.payment.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.Ports;
import info.sopranoexch.starter.database.DatabaseSessions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service behind PgBouncer. Skipped with a warning if PgBouncer is not installed. */
class SessionPoolerIT {
    private static final Logger log = LoggerFactory.getLogger(SessionPoolerIT.class);
    private static final Path PGBOUNCER = Path.of("/usr/sbin/pgbouncer");
    private static final String DATABASE = "payment_pooled";

    private final DatabaseSessions sessions = new DatabaseSessions();
    private final HikariDataSource pool = new HikariDataSource();
    private Process pooler;

    @TempDir
    private Path folder;

    @BeforeEach
    void checkInstalled() {
        if (!Files.isExecutable(PGBOUNCER)) {
            log.warn("not tested: {} is not installed (Debian: apt-get install pgbouncer)", PGBOUNCER);
        }
    }

    @AfterEach
    void stop() {
        pool.close();
        if (pooler != null) {
            pooler.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "20, 0", "20, 1"})
    void rejectsTransactionMode(int poolSize, int roundRobin) throws IOException {
        pool.setJdbcUrl(throughPooler("transaction", poolSize, roundRobin));

        assertThatThrownBy(() -> sessions.postProcessAfterInitialization(pool, "dataSource"))
                .hasMessageContaining("transaction mode")
                .hasMessageContaining("session mode or a direct connection is needed");
    }

    @Test
    void acceptsSessionMode() throws IOException {
        pool.setJdbcUrl(throughPooler("session", 20, 0));

        assertThatCode(() -> sessions.postProcessAfterInitialization(pool, "dataSource"))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsDirectConnection() {
        pool.setJdbcUrl(Infrastructure.shared().jdbcUrl(DATABASE));
        pool.setUsername(DATABASE);
        pool.setPassword(DATABASE);

        assertThatCode(() -> sessions.postProcessAfterInitialization(pool, "dataSource"))
                .doesNotThrowAnyException();
    }

    private String throughPooler(String mode, int poolSize, int roundRobin) throws IOException {
        assumeTrue(Files.isExecutable(PGBOUNCER));
        URI server = URI.create(Infrastructure.shared().jdbcUrl(DATABASE).substring("jdbc:".length()));
        int port = Ports.free();
        Path config = folder.resolve("pgbouncer.ini");
        Files.writeString(
                config,
                String.format(
                        Locale.ROOT,
                        """
                        [databases]
                        %1$s = host=%2$s port=%3$d dbname=%1$s user=%1$s password=%1$s
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %4$d
                        unix_socket_dir =
                        auth_type = any
                        pool_mode = %5$s
                        default_pool_size = %6$d
                        server_round_robin = %7$d
                        ignore_startup_parameters = extra_float_digits
                        """,
                        DATABASE,
                        server.getHost(),
                        server.getPort(),
                        port,
                        mode,
                        poolSize,
                        roundRobin));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(PGBOUNCER.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(config.toString());
        pooler = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        String url = String.format(Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/%s", port, DATABASE);
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            DriverManager.getConnection(url, DATABASE, DATABASE).close();
            return true;
        });
        pool.setUsername(DATABASE);
        pool.setPassword(DATABASE);
        return url;
    }
}

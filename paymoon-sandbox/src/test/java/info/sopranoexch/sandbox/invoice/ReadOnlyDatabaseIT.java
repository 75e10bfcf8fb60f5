package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.sandbox.testing.SandboxFixture;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that turns read-only, as in a failover. */
class ReadOnlyDatabaseIT extends SandboxFixture {
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final String READINESS = "/actuator/health/readiness";

    @AfterEach
    void makeWritable() throws SQLException {
        execute("ALTER ROLE CURRENT_USER RESET default_transaction_read_only");
    }

    @Test
    void worksAgainWithinSecondsOnceItIsWritable() throws Exception {
        execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on");
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = current_user AND pid <> pg_backend_pid()");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(create("10.00").status()).isGreaterThanOrEqualTo(500);
            assertThat(call("GET", READINESS, null, null).status()).isEqualTo(503);
        });

        execute("ALTER ROLE CURRENT_USER RESET default_transaction_read_only");

        await().atMost(RECOVERY).untilAsserted(() -> {
            // 200 if the first create that succeeded is repeated.
            assertThat(create("10.00").status()).isIn(200, 201);
            assertThat(call("GET", READINESS, null, null).status()).isEqualTo(200);
        });
    }

    private static void execute(String sql) throws SQLException {
        String url = Infrastructure.shared().jdbcUrl("sandbox");
        try (Connection connection = DriverManager.getConnection(url, "sandbox", "sandbox");
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
        }
    }
}

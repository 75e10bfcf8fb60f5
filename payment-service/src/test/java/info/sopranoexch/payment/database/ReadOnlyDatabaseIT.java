package info.sopranoexch.payment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.TestMerchant;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A database that becomes read-only, as in a failover. Sessions that were opened meanwhile stay read-only. */
@LiveService
class ReadOnlyDatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final String READINESS = "/actuator/health/readiness";

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private TestMerchant merchant = new TestMerchant(0, 0);

    @BeforeEach
    void addMerchant() {
        http = new Http(port);
        merchant = TestMerchant.create(http);
    }

    @AfterEach
    void makeWritable() throws SQLException {
        alterRole("RESET default_transaction_read_only");
    }

    @Test
    void recoversFromReadOnlyDatabase() throws SQLException {
        alterRole("SET default_transaction_read_only = on");
        endSessions();
        String payment = merchant.sendCreate(codec, sender);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(http.get(READINESS, 0).status()).isEqualTo(503);
            assertThat(http.get("/actuator/health", 0).text()).contains("it is read-only", "waits for database since");
            assertThat(meters.get("soprano.database.writable").gauge().value()).isZero();
            // Sessions that would stay read-only.
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isGreaterThanOrEqualTo(pool.getMinimumIdle());
        });

        alterRole("RESET default_transaction_read_only");

        merchant.awaitApplied(http, payment, RECOVERY);
    }

    @Test
    void continuesAfterSessionsWereTerminated() throws SQLException {
        endSessions();

        String payment = merchant.sendCreate(codec, sender);

        merchant.awaitApplied(http, payment, RECOVERY);
    }

    private void alterRole(String change) throws SQLException {
        execute("ALTER ROLE CURRENT_USER " + change);
    }

    private void endSessions() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE usename = current_user AND pid <> pg_backend_pid()");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
        }
    }
}

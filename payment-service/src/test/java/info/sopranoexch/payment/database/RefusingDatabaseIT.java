package info.sopranoexch.payment.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.TestMerchant;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.FailureClassifier;
import info.sopranoexch.starter.kafka.RecordSender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database that responds with errors of its own: the service waits, and dead-letters no command. */
@LiveService
class RefusingDatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String READINESS = "/actuator/health/readiness";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

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
    void acceptAgain() {
        jdbc.execute("GRANT INSERT ON payments TO CURRENT_USER");
        jdbc.execute("DROP FUNCTION IF EXISTS refuse CASCADE");
    }

    @Test
    void waitsForMissingPermission() {
        jdbc.execute("REVOKE INSERT ON payments FROM CURRENT_USER");
        String payment = merchant.sendCreate(codec, sender);
        awaitWaiting("permission denied");

        jdbc.execute("GRANT INSERT ON payments TO CURRENT_USER");

        merchant.awaitApplied(http, payment, SOON);
    }

    /** Disk full, out of memory, too many connections, statement timeout, lock timeout. */
    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "53300", "57014", "55P03"})
    void waitsForFailedServer(String state) {
        jdbc.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'refused by the server' USING ERRCODE = '" + state + "'; END $$");
        jdbc.execute("CREATE TRIGGER refuse BEFORE INSERT ON payments EXECUTE FUNCTION refuse()");
        String payment = merchant.sendCreate(codec, sender);
        awaitWaiting("refused by the server");

        jdbc.execute("DROP FUNCTION refuse CASCADE");

        merchant.awaitApplied(http, payment, SOON);
    }

    @Test
    void waitsForMissingPartition() {
        jdbc.execute("CREATE TABLE IF NOT EXISTS parted (id int) PARTITION BY RANGE (id)");

        var failure =
                catchThrowableOfType(DataAccessException.class, () -> jdbc.update("INSERT INTO parted VALUES (1)"));

        assertThat(FailureClassifier.isOutage(failure)).isTrue();
        jdbc.execute("DROP TABLE parted");
    }

    private void awaitWaiting(String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(http.get(READINESS, 0).status()).isEqualTo(503);
            assertThat(http.get("/actuator/health", 0).text()).contains("waits for database since", reason);
        });
    }
}

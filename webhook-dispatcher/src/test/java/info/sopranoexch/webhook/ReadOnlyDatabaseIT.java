package info.sopranoexch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that turns read-only, as in a failover: webhooks wait, and go on within seconds. */
class ReadOnlyDatabaseIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(5);
    private static final String READINESS = "/actuator/health/readiness";

    private final KafkaTestClient kafka = Dispatcher.kafka();
    private final HttpTestClient http = Dispatcher.http(1);

    @AfterEach
    void makeWritable() throws SQLException {
        execute("ALTER ROLE CURRENT_USER RESET default_transaction_read_only");
    }

    @Test
    void sendsWithinSecondsOnceItIsWritable() throws SQLException {
        Dispatcher.shared();
        await().atMost(SOON).until(() -> http.get(READINESS).status() == 200);
        long merchant = Merchants.nextId();
        String payment = "pay_readonly" + merchant;
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            Dispatcher.publish(
                    Merchants.merchant(merchant, 1, Merchants.endpoint(10 * merchant, receiver.url("/hook"))));
            execute("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on");
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND pid <> pg_backend_pid()");
            Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(http.get(READINESS).status()).isEqualTo(503);
                assertThat(http.get("/actuator/health").json().toString())
                        .contains("it is read-only", "waits for database since", "no valid lease");
            });

            execute("ALTER ROLE CURRENT_USER RESET default_transaction_read_only");

            await().atMost(RECOVERY).untilAsserted(() -> {
                assertThat(receiver.received()).hasSize(1);
                assertThat(http.get(READINESS).status()).isEqualTo(200);
            });
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Counts.of(10 * merchant)).isEqualTo(new Counts(1, 1, 0, 0)));
        }
        assertThat(kafka.read(Topics.deadLetter(Topics.PAYMENT_EVENTS), record -> payment.equals(record.key())))
                .isEmpty();
    }

    private static void execute(String sql) throws SQLException {
        String url = Infrastructure.shared().jdbcUrl("webhook");
        try (Connection connection = DriverManager.getConnection(url, "webhook", "webhook");
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
        }
    }
}

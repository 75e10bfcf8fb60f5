package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A locked table makes the transaction wait before its commit; then the server terminates its connection. */
class CrashBeforeCommitIT extends EndpointFixture {
    private final String payment = "pay_crash" + merchant;

    @BeforeEach
    void publishMerchant() {
        publishMerchant(1, true);
    }

    @Test
    void ingestsAgainAfterACrashBeforeTheCommit() throws SQLException {
        cutWhileLocked(
                "delivery",
                "INSERT INTO delivery",
                () -> Dispatcher.publish(
                        Events.event(payment, merchant, PaymentStatus.processing, 2),
                        Events.event(payment, merchant, PaymentStatus.success, 3)));

        awaitBothDelivered();
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(2L, 3L);
    }

    @Test
    void recordsAgainAfterACrashBeforeTheCommit() throws SQLException {
        cutWhileLocked("attempt", "INSERT INTO attempt", () -> {
            Dispatcher.publish(
                    Events.event(payment, merchant, PaymentStatus.processing, 2),
                    Events.event(payment, merchant, PaymentStatus.success, 3));
            await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 1);
        });

        awaitBothDelivered();
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(2L, 3L);
    }

    private static void cutWhileLocked(String table, String statement, Runnable work) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(Infrastructure.shared().jdbcUrl("webhook"), "webhook", "webhook")) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
            work.run();
            await().atMost(30, SECONDS).until(() -> cut(statement) > 0);
            connection.rollback();
        }
    }

    private static int cut(String statement) {
        return Dispatcher.jdbc()
                .sql("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND query LIKE :statement AND pid <> pg_backend_pid()
                        """)
                .param("statement", "%" + statement + "%")
                .query(Integer.class)
                .single();
    }

    private void awaitBothDelivered() {
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2, 2, 0, 0)));
    }
}

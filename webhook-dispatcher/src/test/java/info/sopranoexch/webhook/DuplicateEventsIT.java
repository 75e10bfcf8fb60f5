package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partition is reassigned while its previous owner is still working: both ingest the same event at the same time. */
class DuplicateEventsIT extends EndpointFixture {
    private final String payment = "pay_twice" + merchant;

    @BeforeEach
    void publishMerchant() {
        publishMerchant(1, true);
    }

    @Test
    void ingestsAnEventOnceWithTwoConsumers() throws SQLException {
        // Creates the partition of the month.
        Dispatcher.publish(Events.event(payment + "_before", merchant, PaymentStatus.success, 2));
        await().atMost(30, SECONDS)
                .until(() -> !receiver.received(payment + "_before").isEmpty());
        try (Connection other =
                DriverManager.getConnection(Infrastructure.shared().jdbcUrl("webhook"), "webhook", "webhook")) {
            other.setAutoCommit(false);
            other.createStatement().execute(String.format(Locale.ROOT, """
                            INSERT INTO payment_queue (payment_month, endpoint_id, payment_id, last_version, pending)
                            VALUES ('2026-11-01', %d, '%s', 2, 0)
                            """, endpoint, payment));
            Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.processing, 2));
            await().atMost(30, SECONDS).until(DuplicateEventsIT::oneWaits);
            other.commit();
        }

        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 3));

        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2, 2, 0, 0)));
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(3L);
    }

    @Test
    void countsARepeatedDeliveryOnce() {
        receiver.responding(webhook -> {
            if (webhook.version() == 2) {
                recordAsAnotherWould();
            }
            return new WebhookReceiver.Response(204, Map.of());
        });
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.processing, 2));
        await().atMost(30, SECONDS).until(() -> !receiver.received(payment).isEmpty());

        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 3));

        await().atMost(60, SECONDS)
                .until(() -> receiver.received(payment).stream().anyMatch(webhook -> webhook.version() == 3));
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2, 2, 0, 0)));
    }

    private void recordAsAnotherWould() {
        Dispatcher.jdbc().sql("""
                        WITH gone AS (
                            DELETE FROM delivery WHERE endpoint_id = :id AND version = 2 RETURNING *),
                        counted AS (
                            UPDATE endpoint_queue SET delivered = delivered + 1 WHERE endpoint_id = :id)
                        UPDATE payment_queue h SET pending = h.pending - 1 FROM gone g
                        WHERE h.payment_month = g.payment_month AND h.payment_id = g.payment_id
                          AND h.endpoint_id = g.endpoint_id
                        """).param("id", endpoint).update();
    }

    private static boolean oneWaits() {
        return Dispatcher.jdbc().sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                            WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO payment_queue%')
                        """).query(Boolean.class).single();
    }
}

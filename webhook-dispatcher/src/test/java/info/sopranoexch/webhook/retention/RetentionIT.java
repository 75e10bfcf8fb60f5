package info.sopranoexch.webhook.retention;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionIT {
    private final JdbcClient jdbc = Dispatcher.jdbc();
    private final TransactionTemplate transactions = Dispatcher.shared().getBean(TransactionTemplate.class);
    private final RetentionProperties properties =
            new RetentionProperties(90, 30, 7, 30, 18, Duration.ofDays(2), 1_000, Duration.ofMillis(200));
    private final Partitions partitions = new Partitions(jdbc, transactions, properties);
    private final RetentionClock clock = new RetentionClock(jdbc, properties);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final RetentionMaintenance maintenance = new RetentionMaintenance(partitions, properties, clock, meters);

    @AfterEach
    void resetRetentionClock() {
        jdbc.sql("UPDATE retention_clock SET last_seen_at = now(), steady_since = NULL")
                .update();
    }

    @Test
    void createsPartitionsAheadAndDropsExpiredOnes() {
        createOldPartitions();

        maintenance.runOnce();

        assertThat(partitions())
                .doesNotContain(
                        "finished_20200101", "attempt_20200101", "payment_event_20200101", "payment_queue_20200101")
                .contains("finished_" + day(7), "payment_event_" + day(7))
                .noneMatch(name -> name.contains("default"));
        assertThat(withheld()).isZero();
    }

    @Test
    void dropsNothingAfterTheDatabaseClockJumped() {
        createOldPartitions();
        jdbc.sql("UPDATE retention_clock SET last_seen_at = now() - interval '2 years'")
                .update();

        maintenance.runOnce();
        maintenance.runOnce();

        assertThat(partitions()).contains("finished_20200101", "attempt_20200101", "payment_queue_20200101");
        assertThat(withheld()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void dropsHistoryAfterTheClockRanSteadily() {
        createOldPartitions();
        jdbc.sql("UPDATE retention_clock SET steady_since = now() - interval '100 days'")
                .update();

        maintenance.runOnce();

        assertThat(partitions())
                .as("history is kept 90 days, what was seen of a payment 18 months")
                .doesNotContain("finished_20200101", "attempt_20200101")
                .contains("payment_queue_20200101");
    }

    @Test
    void keepsEventsForThirtyDays() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        partitions.ensureDay(today.minusDays(30));
        partitions.ensureDay(today.minusDays(31));

        maintenance.runOnce();

        assertThat(partitions())
                .contains("payment_event_" + day(-30), "finished_" + day(-31))
                .doesNotContain("payment_event_" + day(-31));
    }

    @Test
    void limitsThePresentByTheLatestRows() {
        partitions.ensureDay(LocalDate.of(2020, 1, 1));
        partitions.ensureDay(LocalDate.of(2020, 6, 1));
        jdbc.sql("""
                        INSERT INTO attempt (delivery_id, number, at, outcome, total_us)
                        VALUES (-1, 1, '2020-01-01 12:00:00+00', 'delivered', 1)
                        """).update();

        assertThat(partitions.latestDayWithRows(LocalDate.of(2020, 6, 2))).contains(LocalDate.of(2020, 1, 1));
        var ahead = new DatabaseTime(Instant.parse("2022-01-01T00:00:00Z"), null);
        assertThat(ahead.cutoff(Instant.parse("2020-01-02T00:00:00Z"), Period.ofDays(90)))
                .contains(Instant.parse("2019-10-04T00:00:00Z"));
        partitions.drop("attempt", LocalDate.of(2021, 1, 1));
        partitions.drop("finished", LocalDate.of(2021, 1, 1));
    }

    /** A long read of the history must not block writers that wait behind the drop. */
    @Test
    void stopsDroppingAPartitionAtTheLockTimeout() {
        partitions.ensureDay(LocalDate.of(2020, 3, 3));

        int dropped = Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("SELECT count(*) FROM finished").query(Long.class).single();
            return CompletableFuture.supplyAsync(() -> partitions.drop("finished", LocalDate.of(2020, 3, 4)))
                    .orTimeout(30, SECONDS)
                    .join();
        }));

        assertThat(dropped).isZero();
        assertThat(partitions()).contains("finished_20200303");
        partitions.drop("finished", LocalDate.of(2020, 3, 4));
        partitions.drop("attempt", LocalDate.of(2020, 3, 4));
        assertThat(partitions()).doesNotContain("finished_20200303", "attempt_20200303");
    }

    @Test
    void recordsAResultWhosePartitionIsMissing() {
        long merchant = Merchants.nextId();
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            publishMerchant(merchant, receiver.url("/hook"), true);
            await().atMost(30, SECONDS).until(this::dropToday);

            Dispatcher.publish(Events.event("pay_part" + merchant, merchant, PaymentStatus.success, 2));

            await().atMost(30, SECONDS).until(() -> Counts.of(10 * merchant).equals(new Counts(1, 1, 0, 0)));
            assertThat(receiver.received()).hasSize(1);
            assertThat(partitions()).contains("finished_" + day(0), "attempt_" + day(0));
        }
    }

    @Test
    void ingestsAPaymentWhosePartitionWasDropped() {
        long merchant = Merchants.nextId();
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            publishMerchant(merchant, receiver.url("/hook"), true);
            publishOldPayment("pay_one" + merchant, merchant);
            await().atMost(30, SECONDS).until(() -> Counts.of(10 * merchant).delivered() == 1);
            jdbc.sql("DROP TABLE payment_queue_20190301").update();

            publishOldPayment("pay_two" + merchant, merchant);

            await().atMost(30, SECONDS).until(() -> Counts.of(10 * merchant).equals(new Counts(2, 2, 0, 0)));
            assertThat(receiver.received()).hasSize(2);
        }
    }

    /** A delivery whose result the database refuses was sent again and again, at once and without counting the attempts. */
    @Test
    void defersADeliveryWhoseResultCannotBeRecorded() {
        long merchant = Merchants.nextId();
        long endpoint = 10 * merchant;
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            publishMerchant(merchant, receiver.url("/hook"), true);
            jdbc.sql("ALTER TABLE finished ADD CONSTRAINT refused CHECK (endpoint_id <> " + endpoint + ") NOT VALID")
                    .update();
            try {
                Dispatcher.publish(Events.event("pay_ref" + merchant, merchant, PaymentStatus.success, 2));
                await().atMost(30, SECONDS).until(() -> attempts(endpoint) == 1);
                assertThat(receiver.received()).hasSize(1);
                assertThat(secondsUntilDue(endpoint)).isBetween(3.0, 5.0);
            } finally {
                jdbc.sql("ALTER TABLE finished DROP CONSTRAINT refused").update();
            }
            await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).equals(new Counts(1, 1, 0, 0)));
            assertThat(receiver.received()).hasSize(2);
        }
    }

    private boolean dropToday() {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        Partitions.BY_DAY.forEach(table -> partitions.drop(table, tomorrow));
        return Partitions.BY_DAY.stream()
                .allMatch(table -> partitions.before(table, tomorrow).isEmpty());
    }

    private void createOldPartitions() {
        partitions.ensureDay(LocalDate.of(2020, 1, 1));
        partitions.ensureMonth(LocalDate.of(2020, 1, 1));
        assertThat(partitions()).contains("finished_20200101", "attempt_20200101", "payment_queue_20200101");
    }

    private static void publishMerchant(long merchant, String url, boolean enabled) {
        Dispatcher.publish(Merchant.newBuilder(Merchants.merchant(merchant, 1))
                .setEndpoints(List.of(WebhookEndpoint.newBuilder()
                        .setEndpointId(10 * merchant)
                        .setUrl(url)
                        .setEnabled(enabled)
                        .build()))
                .build());
    }

    private static void publishOldPayment(String paymentId, long merchant) {
        PaymentEvent event = Events.event(paymentId, merchant, PaymentStatus.success, 2);
        Instant created = Instant.parse("2019-03-05T10:00:00Z");
        Dispatcher.publish(PaymentEvent.newBuilder(event)
                .setPayment(Payment.newBuilder(event.getPayment())
                        .setCreatedAt(created)
                        .build())
                .build());
    }

    private double withheld() {
        return meters.get("soprano.webhook.retention.withheld").gauge().value();
    }

    private static String day(int ahead) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(ahead).toString().replace("-", "");
    }

    private int attempts(long endpoint) {
        return jdbc.sql("SELECT coalesce(sum(attempts), 0) FROM delivery WHERE endpoint_id = :id")
                .param("id", endpoint)
                .query(Integer.class)
                .single();
    }

    private double secondsUntilDue(long endpoint) {
        return jdbc.sql("SELECT extract(epoch FROM due_at - now()) FROM delivery WHERE endpoint_id = :id")
                .param("id", endpoint)
                .query(Double.class)
                .single();
    }

    /** Two instances that start at once make the same days; the later one died of what the other had just made. */
    @Test
    void acceptsAPartitionOfAnotherInstance() throws Exception {
        LocalDate day = LocalDate.of(2020, 2, 2);

        CompletableFuture<Void> other = transactions.execute(_ -> {
            partitions.ensureDay(day);
            var waiting = CompletableFuture.runAsync(() -> partitions.ensureDay(day));
            await().atMost(30, SECONDS).until(this::isSomebodyWaiting);
            return waiting;
        });

        other.get(30, SECONDS);
        assertThat(partitions()).contains("finished_20200202", "attempt_20200202");
        Partitions.BY_DAY.forEach(table -> partitions.drop(table, day.plusDays(1)));
    }

    private boolean isSomebodyWaiting() {
        return jdbc.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Test
    void exhaustsDeliveriesThatWaitedTooLongForADisabledEndpoint() {
        long merchant = Merchants.nextId();
        long endpoint = 10 * merchant;
        publishMerchant(merchant, "http://127.0.0.1:1/", false);
        Dispatcher.publish(
                Events.event("pay_old" + merchant, merchant, PaymentStatus.processing, 2),
                Events.event("pay_old" + merchant, merchant, PaymentStatus.success, 3));
        await().atMost(30, SECONDS)
                .until(() -> queueCount(endpoint) == 1 && Counts.of(endpoint).pending() == 2);
        jdbc.sql("UPDATE delivery SET accepted_at = now() - interval '40 days' WHERE endpoint_id = :id AND version = 2")
                .param("id", endpoint)
                .update();

        var expiry = new SuspensionExpiry(jdbc, transactions, properties, partitions, clock);
        jdbc.sql("UPDATE retention_clock SET last_seen_at = now() - interval '1 year'")
                .update();
        expiry.runOnce();
        assertThat(Counts.of(endpoint)).as("the clock jumped").isEqualTo(new Counts(2, 0, 0, 2));

        resetRetentionClock();
        expiry.runOnce();

        assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2, 0, 1, 1));
    }

    private int queueCount(long endpoint) {
        return jdbc.sql("SELECT count(*) FROM endpoint_queue WHERE endpoint_id = :id")
                .param("id", endpoint)
                .query(Integer.class)
                .single();
    }

    private List<String> partitions() {
        return jdbc.sql("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid")
                .query(String.class)
                .list();
    }
}

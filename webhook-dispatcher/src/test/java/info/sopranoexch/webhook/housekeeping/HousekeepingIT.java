package info.sopranoexch.webhook.housekeeping;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import info.sopranoexch.webhook.support.SettableClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class HousekeepingIT {
    private final JdbcClient jdbc = Dispatcher.jdbc();
    private final HousekeepingProperties properties = new HousekeepingProperties(90, 7, 30, 18);

    @Test
    void partitionsAreMadeAheadAndDroppedPastRetentionAndThereIsNoDefaultOne() {
        Partitions partitions = Dispatcher.shared().getBean(Partitions.class);
        partitions.ensureDay(LocalDate.of(2020, 1, 1));
        partitions.ensureMonth(LocalDate.of(2020, 1, 1));
        assertThat(partitions()).contains("finished_20200101", "attempt_20200101", "payment_head_20200101");

        Instant now = Instant.now();
        new Housekeeping(partitions, properties, new SettableClock(now)).runOnce();

        assertThat(partitions())
                .doesNotContain("finished_20200101", "attempt_20200101", "payment_head_20200101")
                .contains("finished_"
                        + now.plusSeconds(7 * 86_400)
                                .toString()
                                .substring(0, 10)
                                .replace("-", ""))
                .noneMatch(name -> name.contains("default"));
    }

    /** Two instances that start at once make the same days; the later one died of what the other had just made. */
    @Test
    void aPartitionThatAnotherInstanceMakesMeanwhileIsNoFailure() throws Exception {
        Partitions partitions = Dispatcher.shared().getBean(Partitions.class);
        LocalDate day = LocalDate.of(2020, 2, 2);
        TransactionTemplate transactions = Dispatcher.shared().getBean(TransactionTemplate.class);

        CompletableFuture<Void> other = transactions.execute(_ -> {
            partitions.ensureDay(day);
            var waiting = CompletableFuture.runAsync(() -> partitions.ensureDay(day));
            await().atMost(30, SECONDS).until(this::isSomebodyWaiting);
            return waiting;
        });

        other.get(30, SECONDS);
        assertThat(partitions()).contains("finished_20200202", "attempt_20200202");
        partitions.drop(day.plusDays(1), day);
    }

    private boolean isSomebodyWaiting() {
        return jdbc.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Test
    void whatWaitedTooLongForAnEndpointThatIsSwitchedOffIsExhausted() {
        long merchant = Merchants.nextId();
        long endpoint = 10 * merchant;
        Dispatcher.kafka()
                .publish(Merchant.newBuilder(Merchants.merchant(merchant, 1))
                        .setEndpoints(List.of(WebhookEndpoint.newBuilder()
                                .setEndpointId(endpoint)
                                .setUrl("http://127.0.0.1:1/")
                                .setEnabled(false)
                                .build()))
                        .build());
        Dispatcher.kafka()
                .publish(
                        Events.event("pay_old" + merchant, merchant, PaymentStatus.processing, 2),
                        Events.event("pay_old" + merchant, merchant, PaymentStatus.success, 3));
        await().atMost(30, SECONDS)
                .until(() -> lanes(endpoint) == 1 && Counts.of(endpoint).pending() == 2);
        jdbc.sql("UPDATE delivery SET accepted_at = now() - interval '40 days' WHERE endpoint_id = :id AND version = 2")
                .param("id", endpoint)
                .update();

        new ExpireParked(
                        jdbc,
                        Dispatcher.shared().getBean(TransactionTemplate.class),
                        properties,
                        new SettableClock(Instant.now()))
                .runOnce();

        assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2, 0, 1, 1));
    }

    private int lanes(long endpoint) {
        return jdbc.sql("SELECT count(*) FROM lane WHERE endpoint_id = :id")
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

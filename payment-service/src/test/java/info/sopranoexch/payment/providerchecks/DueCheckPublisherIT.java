package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SteppedService
class DueCheckPublisherIT {
    @Autowired
    private DueCheckPublisher checks;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SettableClock clock;

    /** Removes due checks of other tests from the shared database. */
    @BeforeEach
    void nothingIsDue() {
        jdbc.sql("UPDATE payments SET next_check_at = NULL WHERE next_check_at IS NOT NULL")
                .update();
    }

    @Test
    void publishesDueCheckOnceAndAgainAfterTimeout() {
        String due = payment(clock.instant().minusSeconds(1));
        String later = payment(clock.instant().plus(Duration.ofDays(1)));
        checks.runOnce(_ -> 5_000);
        checks.runOnce(_ -> 5_000);
        assertThat(asked(due))
                .singleElement()
                .satisfies(command -> assertThat(((CheckPayment) command.getBody()).getDueAt())
                        .isEqualTo(clock.instant().minusSeconds(1)));
        clock.advance(Duration.ofSeconds(31));
        checks.runOnce(_ -> 5_000);
        assertThat(asked(due)).hasSize(2);
        assertThat(asked(later)).isEmpty();
    }

    @Test
    void publishesUpToLimitAndRestNextTime() {
        List<String> due = IntStream.range(0, 5)
                .mapToObj(_ -> payment(clock.instant().minusSeconds(1)))
                .toList();
        assertThat(checks.runOnce(_ -> 3)).containsExactly(ProviderCheckKind.CONFIRMATION);
        assertThat(asked()).filteredOn(due::contains).hasSize(3);
        assertThat(checks.runOnce(_ -> 3)).isEmpty();
        assertThat(asked()).filteredOn(due::contains).containsExactlyInAnyOrderElementsOf(due);
    }

    /** A backlog of thousands of unpaid payments does not delay urgent checks. */
    @Test
    void runsUrgentChecksBeforeBacklogOfUnpaidPayments() {
        unpaidBacklog(5_000, clock.instant().minus(Duration.ofHours(2)));
        try {
            for (int second = 0; second < 3; second++) {
                clock.advance(Duration.ofSeconds(1));
                Instant due = clock.instant().minusMillis(500);
                List<String> urgent = List.of(
                        payment(due, "status = 'success', paid_minor = 100"),
                        payment(due, "status = 'cancelled', paid_minor = 100"),
                        payment(due, "status = 'processing', invoice_id = 'inv'"),
                        payment(due, "status = 'cancelled', invoice_id = 'inv'"),
                        payment(due));

                assertThat(checks.runOnce(_ -> 10)).containsExactly(ProviderCheckKind.UNPAID);

                assertThat(asked()).containsAll(urgent);
                assertThat(overdue(ProviderCheckKind.REFUND)).isBetween(0.5, 3.5);
                assertThat(overdue(ProviderCheckKind.UNPAID)).isGreaterThan(7_000);
            }
        } finally {
            jdbc.sql("DELETE FROM payments WHERE account_id = -1").update();
        }
    }

    private void unpaidBacklog(int count, Instant dueAt) {
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, next_check_at, sandbox, command_id, invoice_id)
                        SELECT 'pay_backlog_' || n, nextval('payment_ids'), -1, 1, 100, 'RUB', now(), now(), now(), ?, false,
                          'c', 'inv_' || n
                        FROM generate_series(1, ?) AS n
                        """).params(dueAt.atOffset(ZoneOffset.UTC), count).update();
    }

    private double overdue(ProviderCheckKind kind) {
        return meters.get("soprano.provider.checks.overdue")
                .tag("kind", kind.code())
                .timeGauge()
                .value(TimeUnit.SECONDS);
    }

    private String payment(Instant nextCheckAt, String state) {
        String id = payment(nextCheckAt);
        jdbc.sql("UPDATE payments SET " + state + " WHERE payment_id = ?")
                .param(id)
                .update();
        return id;
    }

    @Test
    void runsInOneInstanceAtATime() throws Exception {
        payment(clock.instant().minusSeconds(1));
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(4711, 0)")
                    .query((_, _) -> true)
                    .list();
            try {
                var other = new java.util.concurrent.FutureTask<>(() -> checks.runOnce(_ -> 10));
                Thread.ofPlatform().start(other);
                assertThat(other.get()).isEmpty();
            } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String payment(Instant nextCheckAt) {
        String id = Commands.newPaymentId();
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, next_check_at, sandbox, command_id)
                        VALUES (?, nextval('payment_ids'), 1, 1, 100, 'RUB', now(), now(), now(), ?, false, 'c')
                        """).params(id, nextCheckAt.atOffset(ZoneOffset.UTC)).update();
        return id;
    }

    /** The payments of all checks that were published. */
    private static List<String> asked() {
        return TopicReader.all(Topics.PAYMENT_COMMANDS).stream()
                .map(ConsumerRecord::key)
                .toList();
    }

    private List<PaymentCommand> asked(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_COMMANDS, paymentId, codec, PaymentCommand.class);
    }
}

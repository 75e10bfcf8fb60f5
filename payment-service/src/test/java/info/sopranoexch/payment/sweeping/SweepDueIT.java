package info.sopranoexch.payment.sweeping;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.kafka.AvroCodec;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.SettableClock;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SteppedService
class SweepDueIT {
    @Autowired
    private SweepDue sweep;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private SettableClock clock;

    @Test
    void asksOnceForWhatIsDueAndAgainWhenNobodyHeard() {
        String due = payment(clock.instant().minusSeconds(1));
        String later = payment(clock.instant().plus(Duration.ofDays(1)));
        sweep.runOnce(5_000);
        sweep.runOnce(5_000);
        assertThat(asked(due))
                .singleElement()
                .satisfies(command -> assertThat(((CheckPayment) command.getBody()).getDueAt())
                        .isEqualTo(clock.instant().minusSeconds(1)));
        clock.advance(Duration.ofSeconds(31));
        sweep.runOnce(5_000);
        assertThat(asked(due)).hasSize(2);
        assertThat(asked(later)).isEmpty();
    }

    @Test
    void takesNoMoreThanItMayAndTheRestNextTime() {
        for (int i = 0; i < 5; i++) {
            payment(clock.instant().minusSeconds(1));
        }
        assertThat(sweep.runOnce(3)).isEqualTo(3);
        assertThat(sweep.runOnce(3)).isBetween(1, 3);
    }

    @Test
    void oneInstanceSweepsAtATime() throws Exception {
        payment(clock.instant().minusSeconds(1));
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(4711, 0)")
                    .query((_, _) -> true)
                    .list();
            try {
                var other = new java.util.concurrent.FutureTask<>(() -> sweep.runOnce(10));
                Thread.ofPlatform().start(other);
                assertThat(other.get()).isZero();
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

    private List<PaymentCommand> asked(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_COMMANDS, paymentId, codec, PaymentCommand.class);
    }
}

package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.batch.BatchSteps;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Instances of the publisher on one database and one broker. The service's own instance is not used. */
@SteppedService
class DueCheckPublisherIT {
    private static final Duration TICK = Duration.ofMillis(200);

    @Autowired
    private DueCheckStore store;

    @Autowired
    private CheckPaymentPublisher commands;

    @Autowired
    private BatchSteps batch;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    private Instance instance;

    /** The scheduled checks of one instance of the service. */
    private final class Instance {
        final MeterRegistry meters = new SimpleMeterRegistry();
        final OwnedShards shards = new OwnedShards();
        final ChecksInFlight inFlight = new ChecksInFlight(InFlightLimitTest.properties(), meters);
        final CheckBacklog backlog = new CheckBacklog(shards, store, clock, meters);
        final DueCheckPublisher publisher = new DueCheckPublisher(shards, store, inFlight, commands, backlog, clock);

        Instance(List<Integer> owned) {
            shards.assigned(owned);
        }

        /** @return payments whose check was published */
        List<String> runOnce() {
            return publisher.runOnce().stream().map(DueCheck::paymentId).toList();
        }

        double gauge(String name, CheckUrgency urgency) {
            return meters.get(name).tag("urgency", urgency.code()).gauge().value();
        }

        double overdueSeconds(CheckUrgency urgency) {
            return meters.get("soprano.provider.checks.overdue")
                    .tag("urgency", urgency.code())
                    .timeGauge()
                    .value(TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void nothingIsDue() {
        jdbc.sql("UPDATE payments SET next_check_at = NULL WHERE next_check_at IS NOT NULL")
                .update();
        instance = new Instance(Shards.ALL);
    }

    @AfterEach
    void removeBacklog() {
        jdbc.sql("DELETE FROM payments WHERE account_id = -1").update();
    }

    @Test
    void publishesDueCheckOnceAndAgainAfterTimeout() {
        Instant dueAt = clock.instant().minusSeconds(1);
        String due = payment(dueAt);
        payment(clock.instant().plus(Duration.ofDays(1)));

        assertThat(instance.runOnce()).containsExactly(due);
        assertThat(instance.runOnce()).isEmpty();
        assertThat(TopicReader.of(Topics.PAYMENT_COMMANDS, due, codec, PaymentCommand.class))
                .singleElement()
                .satisfies(command -> assertThat(((CheckPayment) command.getBody()).getDueAt())
                        .isEqualTo(dueAt));

        clock.advance(Duration.ofSeconds(31));
        assertThat(instance.runOnce()).containsExactly(due);
    }

    @Test
    void publishesNextChecksWhenResultsArrive() {
        backlog(100, clock.instant().minusSeconds(10));
        int share = CheckUrgency.UNPAID.shareOf(50);
        List<String> first = instance.runOnce();
        assertThat(first).hasSize(share);
        assertThat(instance.runOnce()).isEmpty();

        first.subList(0, 10).forEach(this::checked);

        assertThat(instance.runOnce()).hasSizeGreaterThanOrEqualTo(10).doesNotContainAnyElementsOf(first);
    }

    @Test
    void freesPlaceOfCheckThatNeedsNoRequest() {
        Instant dueAt = clock.instant().minusSeconds(1);
        String due = payment(dueAt);
        instance.runOnce();
        instance.inFlight.applied(due, dueAt, false, clock.instant());
        assertThat(instance.inFlight.size()).isZero();
        assertThat(instance.meters
                        .get("soprano.provider.checks.lateness")
                        .tag("urgency", "confirmation")
                        .timer()
                        .max(TimeUnit.SECONDS))
                .isEqualTo(1);
    }

    /** The provider does not respond, and thousands of abandoned payments are due. */
    @Test
    void publishesUrgentChecksAtOnceDuringBacklog() {
        backlog(5_000, clock.instant().minus(Duration.ofHours(2)));
        instance.runOnce();
        for (int tick = 0; tick < 3; tick++) {
            clock.advance(TICK);
            Instant due = clock.instant().minusMillis(100);
            String refund = payment(due, "status = 'success', paid_minor = 100");
            String cancellation = payment(due, "status = 'cancelled', invoice_id = 'inv'");

            assertThat(instance.runOnce()).containsExactly(refund, cancellation);
            assertThat(instance.overdueSeconds(CheckUrgency.REFUND)).isBetween(0.1, 1.0);
            assertThat(instance.overdueSeconds(CheckUrgency.UNPAID)).isGreaterThan(7_000);
        }
        instance.backlog.count();
        assertThat(instance.gauge("soprano.provider.checks.due", CheckUrgency.UNPAID))
                .isEqualTo(5_000);
        assertThat(instance.gauge("soprano.provider.checks.due", CheckUrgency.REFUND))
                .isEqualTo(3);
    }

    /** The provider handles 50 checks in 200 ms. A refund that becomes due among 3,000 others is checked within 5 s. */
    @Test
    void worksOffBacklogAtTheRateOfTheProvider() {
        backlog(3_000, clock.instant().minusSeconds(1));
        var done = new TreeSet<String>();
        var waiting = new ArrayList<String>();
        Instant refundDue = clock.instant().plusSeconds(3);
        String refund = payment(refundDue, "status = 'success', paid_minor = 100");
        Instant refundPublished = null;
        for (int tick = 0; tick < 500 && done.size() < 3_001; tick++) {
            List<String> now = instance.runOnce();
            if (now.contains(refund)) {
                refundPublished = clock.instant();
            }
            waiting.addAll(now);
            clock.advance(TICK);
            List<String> taken = List.copyOf(waiting.subList(0, Math.min(50, waiting.size())));
            waiting.removeAll(taken);
            taken.forEach(this::checked);
            done.addAll(taken);
        }
        assertThat(done).hasSize(3_001);
        assertThat(refundPublished).isBetween(refundDue, refundDue.plusSeconds(1));
        assertThat(instance.inFlight.limit()).isBetween(50, 800);
    }

    @Test
    void waitsAsLongAsProviderAsksAfter429() {
        String first = payment(clock.instant().minusSeconds(1));
        assertThat(instance.runOnce()).containsExactly(first);
        String second = payment(clock.instant().minusSeconds(1));
        instance.inFlight.completed(first, Duration.ofSeconds(7), clock.instant());
        checkedAt(first, clock.instant().plusSeconds(60));

        clock.advance(Duration.ofMillis(6_900));
        assertThat(instance.runOnce()).isEmpty();
        clock.advance(TICK);
        assertThat(instance.runOnce()).containsExactly(second);
        assertThat(instance.inFlight.limit()).isEqualTo(25);
    }

    @Test
    void measuresNoLatenessOfCheckThatProviderRefused() {
        Instant dueAt = clock.instant().minusSeconds(1);
        String due = payment(dueAt);
        instance.runOnce();
        instance.inFlight.applied(due, dueAt, true, clock.instant());
        instance.inFlight.completed(due, Duration.ofSeconds(7), clock.instant());
        assertThat(measuredChecks()).isZero();

        clock.advance(Duration.ofSeconds(8));
        instance.runOnce();
        instance.inFlight.applied(due, dueAt, true, clock.instant());
        instance.inFlight.completed(due, null, clock.instant());
        assertThat(measuredChecks()).isEqualTo(1);
    }

    private long measuredChecks() {
        return instance.meters
                .get("soprano.provider.checks.lateness")
                .tag("urgency", "confirmation")
                .timer()
                .count();
    }

    @Test
    void recognizes429InReportsOfTheAdapter(@Autowired ChecksInFlight inFlight) {
        int before = inFlight.limit();
        ProviderEvent limited = ProviderEvents.said(
                        Commands.newPaymentId(), ProviderEventSource.query_invoice, ProviderOutcome.unknown)
                .setRetryAfterMs(1_000L)
                .build();

        batch.apply(limited);

        assertThat(inFlight.limit()).isEqualTo(before / 2);
    }

    @Test
    void sharesChecksAmongInstances() {
        Instance other = new Instance(Shards.ALL.subList(0, 6));
        instance.shards.revoked(Shards.ALL.subList(0, 6));
        backlog(24, clock.instant().minusSeconds(1));

        List<String> own = instance.runOnce();
        List<String> others = other.runOnce();

        assertThat(own).hasSize(12).doesNotContainAnyElementsOf(others);
        assertThat(others).hasSize(12);
    }

    @Test
    void takesOverChecksOfDeadInstance() {
        Instance dead = new Instance(Shards.ALL.subList(0, 6));
        instance.shards.revoked(Shards.ALL.subList(0, 6));
        backlog(24, clock.instant().minusSeconds(1));
        List<String> own = instance.runOnce();
        List<String> lost = dead.runOnce();

        instance.shards.assigned(Shards.ALL.subList(0, 6));

        assertThat(instance.runOnce()).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(own).doesNotContainAnyElementsOf(lost);
    }

    @Test
    void forgetsChecksOfShardsThatAnotherInstanceTookOver() {
        payment(clock.instant().minusSeconds(1));
        instance.runOnce();
        instance.shards.revoked(Shards.ALL);
        assertThat(instance.runOnce()).isEmpty();
        assertThat(instance.inFlight.size()).isZero();
    }

    /** The command is applied, and its result arrives. */
    private void checked(String paymentId) {
        checkedAt(paymentId, clock.instant().plus(Duration.ofHours(1)));
        instance.inFlight.completed(paymentId, null, clock.instant());
    }

    private void checkedAt(String paymentId, Instant next) {
        jdbc.sql("UPDATE payments SET next_check_at = ? WHERE payment_id = ?")
                .params(next.atOffset(ZoneOffset.UTC), paymentId)
                .update();
    }

    /** Abandoned payments, equally many in each shard. */
    private void backlog(int count, Instant dueAt) {
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, next_check_at, shard, sandbox, command_id, invoice_id)
                        SELECT 'pay_backlog_' || n, nextval('payment_ids'), -1, 1, 100, 'RUB', now(), now(), now(), ?, n % 12,
                          false, 'c', 'inv_' || n
                        FROM generate_series(1, ?) AS n
                        """).params(dueAt.atOffset(ZoneOffset.UTC), count).update();
    }

    private String payment(Instant nextCheckAt, String state) {
        String id = payment(nextCheckAt);
        jdbc.sql("UPDATE payments SET " + state + " WHERE payment_id = ?")
                .param(id)
                .update();
        return id;
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
}

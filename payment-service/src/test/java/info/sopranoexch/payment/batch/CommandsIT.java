package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.idempotency.CommandResultPurge;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.payment.timeline.TimelineStore;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.schemas.avro.ReplyOutcome;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Idempotency, cancel, refund, expiry and late success with real PostgreSQL and Kafka. */
@SteppedService
class CommandsIT {
    @Autowired
    private BatchSteps batch;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    @Autowired
    private CommandResultPurge purge;

    @Autowired
    private TimelineStore timeline;

    private long account;
    private long merchant;
    private String id = "";

    @BeforeEach
    void somePayment() {
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
        id = Commands.newPaymentId();
    }

    @Test
    void repliesToRepeatedCreateAsAtCreation() {
        PaymentCommand create = Commands.with(Commands.create(account, merchant, id), "k-1", "f-1");
        batch.apply(create, ProviderEvents.created(id), ProviderEvents.paid(id));
        batch.apply(Commands.again(create));
        batch.apply(Commands.with(Commands.again(create), "k-1", "f-2"));
        List<PaymentReply> replies = replies();
        assertThat(replies)
                .extracting(PaymentReply::getOutcome)
                .containsExactly(ReplyOutcome.applied, ReplyOutcome.replayed, ReplyOutcome.rejected);
        assertThat(replies.get(1).getPayment()).isEqualTo(replies.get(0).getPayment());
        assertThat(replies.get(1).getReplayed()).isTrue();
        assertThat(replies.get(2).getCode()).isEqualTo("idempotency_key_reused");
        assertThat(replies.get(2).getReplayed()).isFalse();
    }

    @Test
    void createsOnePaymentForFiftyConcurrentRequests() throws Exception {
        PaymentCommand create = Commands.with(Commands.create(account, merchant, id), "k-1", "f-1");
        atOnce(Stream.generate(() -> Commands.again(create)).limit(50).toList());
        assertThat(replies()).hasSize(50);
        assertThat(replies().stream().filter(reply -> reply.getOutcome() == ReplyOutcome.applied))
                .hasSize(1);
        assertThat(replies().stream().map(reply -> reply.getPayment().getId()).distinct())
                .hasSize(1);
        assertThat(events()).hasSize(1);
    }

    @Test
    void replaysRejection() {
        PaymentCommand refund = Commands.with(Commands.refund(account, id, 1L), "k-2", "f-1");
        PaymentCommand unnamed = Commands.refund(account, id, 2L);
        batch.apply(Commands.create(account, merchant, id), refund, unnamed);
        batch.apply(ProviderEvents.created(id), ProviderEvents.paid(id));
        batch.apply(Commands.again(refund), unnamed);
        assertThat(replies().stream().skip(1)).hasSize(4).allSatisfy(reply -> {
            assertThat(reply.getOutcome()).isEqualTo(ReplyOutcome.rejected);
            assertThat(reply.getCode()).isEqualTo("payment_not_refundable");
        });
        assertThat(replies()).extracting(PaymentReply::getReplayed).containsExactly(false, false, false, true, false);
        assertThat(batch.payment(id).paidMinor()).isEqualTo(100_000);
        assertThat(refunds()).isZero();
    }

    /** Even with the same key, operation and fingerprint, the second account must not get the first account's reply. */
    @Test
    void hidesUsedKeyFromOtherAccounts() {
        PaymentCommand cancel = Commands.with(Commands.cancel(account, id), "k-1", "f-1");
        batch.apply(Commands.create(account, merchant, id), cancel);

        long stranger = Accounts.create(jdbc);
        batch.apply(Commands.with(Commands.cancel(stranger, id), "k-1", "f-1"));

        PaymentReply reply = replies().getLast();
        assertThat(reply.getCode()).isEqualTo("payment_not_found");
        assertThat(reply.getPayment()).isNull();
        assertThat(reply.getReplayed()).isFalse();
    }

    @Test
    void requestsRefundFromProviderAndPublishesItsEnd() {
        PaymentCommand refund = Commands.with(Commands.refund(account, id, 40_000L), "k-3", "f-1");
        batch.apply(
                Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id), refund);
        batch.apply(refund, Commands.again(refund));
        String refundId = ((RefundPayment) refund.getBody()).getRefundId();
        assertThat(asked(ProviderCommandKind.refund_invoice))
                .singleElement()
                .satisfies(asked -> assertThat(asked.getRefund().getRefundId()).isEqualTo(refundId));
        assertThat(events()).hasSize(2);
        var told = ProviderEvents.refunded(id, refundId, 40_000, 3);
        batch.apply(told, told);
        assertThat(events())
                .extracting(PaymentEvent::getVersion, PaymentEvent::getType)
                .containsExactly(
                        tuple(1L, "payment.created"),
                        tuple(2L, "payment.success"),
                        tuple(3L, "payment.partially_refunded"),
                        tuple(4L, "refund.succeeded"));
        assertThat(events().getLast().getPayment().getRefundedMinor()).isEqualTo(40_000);
        assertThat(events().getLast().getRefund().getRefundId()).isEqualTo(refundId);
        assertThat(events().getLast().getPreviousStatus())
                .isEqualTo(info.sopranoexch.schemas.avro.PaymentStatus.partially_refunded);
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(replies().stream().skip(1).map(reply -> reply.getRefund().getRefundId()))
                .containsExactly(refundId, refundId, refundId);
    }

    @Test
    void refundsDecimalAmountInCurrencyOfPayment() {
        batch.apply(Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id));
        batch.apply(Commands.refundOf(account, id, "12.3"));
        assertThat(replies().getLast().getRefund().getAmountMinor()).isEqualTo(1_230);
    }

    @Test
    void rejectsRefundAmountWithTooManyDecimalsWithoutRememberingIt() {
        PaymentCommand precise = Commands.with(Commands.refundOf(account, id, "12.301"), "k-4", "f-1");
        PaymentCommand corrected = Commands.with(Commands.refundOf(account, id, "12.30"), "k-4", "f-2");
        batch.apply(Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id));
        batch.apply(precise, corrected, Commands.refundOf(account, id, "99999999999999"));
        assertThat(replies())
                .extracting(PaymentReply::getCode)
                .containsExactly(null, "amount_too_precise", null, "amount_too_large");
        assertThat(replies().get(1).getDetail()).isEqualTo("amount must have at most 2 decimals in RUB.");
        assertThat(refunds()).isEqualTo(1);
    }

    @Test
    void limitsConcurrentRefundsToAmountPaid() throws Exception {
        batch.apply(Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id));
        atOnce(Stream.generate(() -> Commands.refund(account, id, 30_000L))
                .limit(40)
                .toList());
        assertThat(refunds()).isEqualTo(3);
        assertThat(replies().stream().filter(reply -> "refund_exceeds_paid".equals(reply.getCode())))
                .hasSize(37);
    }

    @Test
    void cancelsUnpaidPaymentsOnly() {
        PaymentCommand cancel = Commands.cancel(account, id);
        batch.apply(Commands.create(account, merchant, id), cancel, cancel);
        assertThat(events()).extracting(PaymentEvent::getReason).containsExactly("created", "merchant_cancelled");
        assertThat(replies()).extracting(PaymentReply::getOutcome).containsOnly(ReplyOutcome.applied);
        String paid = Commands.newPaymentId();
        batch.apply(
                Commands.create(account, merchant, paid), ProviderEvents.paid(paid), Commands.cancel(account, paid));
        assertThat(TopicReader.of(Topics.PAYMENT_REPLIES, paid, codec, PaymentReply.class)
                        .getLast()
                        .getCode())
                .isEqualTo("payment_not_cancellable");
    }

    @Test
    void expiresOnlyAfterResponseFromAfterExpiry() {
        Instant end = clock.instant().plusSeconds(60);
        batch.apply(Commands.command(
                account, id, Commands.payment(merchant).setExpiresAt(end).build()));
        batch.apply(ProviderEvents.created(id));
        clock.advance(Duration.ofMinutes(2));
        batch.apply(Commands.check(id, Objects.requireNonNull(batch.payment(id).nextCheckAt())));
        assertThat(asked(ProviderCommandKind.query_invoice)).hasSize(1);
        batch.apply(answer(ProviderOutcome.unknown));
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PENDING);
        batch.apply(answer(ProviderOutcome.not_found));
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.EXPIRED);
        assertThat(events()).extracting(PaymentEvent::getReason).containsExactly("created", "expired");
    }

    @Test
    void appliesLateSuccessPolicyOfMerchant() {
        merchant = Accounts.merchant(jdbc, account, "refund");
        batch.apply(Commands.create(account, merchant, id), Commands.cancel(account, id), ProviderEvents.paid(id));
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(asked(ProviderCommandKind.refund_invoice)).hasSize(1);
        String accepted = Commands.newPaymentId();
        merchant = Accounts.merchant(jdbc, account, "accept");
        batch.apply(
                Commands.create(account, merchant, accepted),
                Commands.cancel(account, accepted),
                ProviderEvents.paid(accepted));
        assertThat(batch.payment(accepted).status()).isEqualTo(PaymentStatus.SUCCESS);
    }

    @Test
    void refundsLateMoneyInParts() {
        merchant = Accounts.merchant(jdbc, account, "refund");
        batch.apply(Commands.create(account, merchant, id), Commands.cancel(account, id), underpaid(40_000, 2));
        String first =
                asked(ProviderCommandKind.refund_invoice).getFirst().getRefund().getRefundId();
        batch.apply(ProviderEvents.refunded(id, first, 40_000, 1));

        batch.apply(ProviderEvents.callback(id, ProviderStatus.paid, 3)
                .setPaidMinor(100_000L)
                .build());

        assertThat(asked(ProviderCommandKind.refund_invoice))
                .extracting(command -> command.getRefund().getAmountMinor())
                .containsExactly(40_000L, 60_000L);
        assertThat(batch.payment(id).refundedMinor()).isEqualTo(40_000);
        assertThat(refunds()).isEqualTo(2);
    }

    @Test
    void recordsQuarantinedReportsInTimeline() {
        ProviderEvent.Builder untranslatable =
                ProviderEvents.said(id, ProviderEventSource.callback, ProviderOutcome.untranslatable);
        ProviderEvent.Builder answer =
                ProviderEvents.said(id, ProviderEventSource.query_invoice, ProviderOutcome.untranslatable);
        batch.apply(
                Commands.create(account, merchant, id),
                untranslatable.build(),
                answer.setEventId("pev_a_" + id).build());
        batch.apply(answer.setEventId("pev_b_" + id).build());

        assertThat(timeline.find(id, 100))
                .filteredOn(line -> line.kind().equals("provider.quarantined"))
                .as("each callback, but one for all answers")
                .extracting(
                        line -> line.detail().get("source"),
                        line -> line.detail().get("reason"))
                .containsExactlyInAnyOrder(
                        tuple("callback", "untranslatable"), tuple("query_invoice", "untranslatable"));
        assertThat(timeline.find(id, 1))
                .as("the newest")
                .noneMatch(line -> line.kind().equals("payment.created"));
    }

    private ProviderEvent underpaid(long paidMinor, long version) {
        return ProviderEvents.callback(id, ProviderStatus.underpaid, version)
                .setPaidMinor(paidMinor)
                .build();
    }

    @Test
    void purgesOldResultsWithoutKey() {
        PaymentCommand keyed = Commands.with(Commands.refund(account, id, 1L), "k-9", "f-1");
        batch.apply(Commands.create(account, merchant, id), keyed, Commands.refund(account, id, 2L));
        purge.runOnce();
        assertThat(outcomeKeys()).hasSize(2);

        Instant now = clock.instant();
        clock.advance(Duration.ofDays(720));
        purge.runOnce();
        clock.set(now);
        assertThat(outcomeKeys()).as("an instance whose clock is ahead").hasSize(2);

        String recent = Commands.newPaymentId();
        batch.apply(Commands.create(account, merchant, recent), Commands.refund(account, recent, 1L));
        age(id, 91);
        age(recent, 0);
        purge.runOnce();
        assertThat(outcomeKeys()).containsExactly("k:k-9");
        batch.apply(Commands.again(keyed));
        assertThat(replies().getLast().getReplayed()).isTrue();
    }

    @Test
    void keepsResultsIfDatabaseClockIsAhead() {
        batch.apply(Commands.create(account, merchant, id), Commands.refund(account, id, 2L));
        jdbc.sql("DELETE FROM command_results WHERE payment_id <> ?").param(id).update();
        age(id, 800);

        purge.runOnce();

        assertThat(outcomeKeys()).hasSize(1);
    }

    private void age(String paymentId, int days) {
        jdbc.sql("UPDATE command_results SET created_at = now() - ? * interval '1 day' WHERE payment_id = ?")
                .params(days, paymentId)
                .update();
    }

    private List<String> outcomeKeys() {
        return jdbc.sql("SELECT key FROM command_results WHERE payment_id = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    @Test
    void rejectsAmountAboveMaximumOfMerchant() {
        batch.apply(Commands.command(
                account,
                id,
                Commands.payment(merchant).setAmountMinor(50_000_001).build()));
        assertThat(replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.getCode()).isEqualTo("amount_too_large"));
    }

    private ProviderEvent answer(ProviderOutcome outcome) {
        return ProviderEvents.said(id, ProviderEventSource.query_invoice, outcome)
                .setOccurredAt(clock.instant())
                .setReceivedAt(clock.instant())
                .setStatus(outcome == ProviderOutcome.reported ? ProviderStatus.created : null)
                .build();
    }

    private void atOnce(List<PaymentCommand> commands) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> polls = commands.stream()
                    .map(command -> (Callable<Boolean>) () -> {
                        batch.apply(command);
                        return true;
                    })
                    .toList();
            for (var done : threads.invokeAll(polls)) {
                done.get();
            }
        }
    }

    private long refunds() {
        return jdbc.sql("SELECT count(*) FROM refunds WHERE payment_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private List<PaymentEvent> events() {
        return TopicReader.of(Topics.PAYMENT_EVENTS, id, codec, PaymentEvent.class);
    }

    private List<PaymentReply> replies() {
        return TopicReader.of(Topics.PAYMENT_REPLIES, id, codec, PaymentReply.class);
    }

    private List<ProviderCommand> asked(ProviderCommandKind kind) {
        return TopicReader.of(Topics.PROVIDER_COMMANDS, id, codec, ProviderCommand.class).stream()
                .filter(command -> command.getKind() == kind)
                .toList();
    }
}

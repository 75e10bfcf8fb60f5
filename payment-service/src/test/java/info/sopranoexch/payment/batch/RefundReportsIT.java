package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderCommand;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refunds that the provider reports by its own id only: each is booked once, in any order of reports. */
@SteppedService
class RefundReportsIT {
    @Autowired
    private BatchSteps batch;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    /** Unique in the database, like Paymoon's ids. */
    private final String providerRefund = "rf_" + UUID.randomUUID();

    private long account;
    private long merchant;

    @BeforeEach
    void somePaidPayment() {
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
        batch.apply(Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id));
    }

    /** The scenario of a public bug report: 250 of 1000 went back, and 500 were booked. */
    @Test
    void booksOneRefundWhenCallbackNamesOnlyProvidersId() {
        String refundId = refund(25_000);
        batch.apply(response(refundId, providerRefund, ProviderRefundStatus.pending));

        batch.apply(callback(providerRefund, 25_000, 3));
        batch.apply(response(refundId, providerRefund, ProviderRefundStatus.succeeded));

        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(batch.payment(id).refundedMinor()).isEqualTo(25_000);
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L);
        assertThat(batch.quarantineReasons(id)).isEmpty();
    }

    @Test
    void booksOneRefundWhenCallbackArrivesBeforeResponse() {
        String refundId = refund(25_000);

        batch.apply(callback(providerRefund, 25_000, 3));
        assertThat(batch.payment(id).refundedMinor()).isZero();
        assertThat(batch.quarantineReasons(id)).containsExactly("refund_unresolved");
        assertThat(queriedRefunds())
                .as("the first request and the urgent check")
                .containsExactly(refundId, refundId);

        batch.apply(response(refundId, providerRefund, ProviderRefundStatus.pending));
        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L);
        assertThat(batch.quarantineReasons(id)).isEmpty();
    }

    @Test
    void booksOneRefundWhenCallbackAndResponseArriveInOnePoll() {
        String refundId = refund(25_000);
        batch.apply(
                callback(providerRefund, 25_000, 3),
                response(refundId, providerRefund, ProviderRefundStatus.succeeded),
                callback(providerRefund, 25_000, 3));
        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(batch.quarantineReasons(id)).isEmpty();
    }

    @Test
    void booksRefundOfProviderBesideOursOfTheSameAmount() {
        String refundId = refund(25_000);
        batch.apply(callback(providerRefund, 25_000, 3));

        batch.apply(response(refundId, "rf_ours_" + id, ProviderRefundStatus.pending));
        assertThat(refunds())
                .containsExactlyInAnyOrder(
                        "merchant 25000 pending rf_ours_" + id, "provider 25000 succeeded " + providerRefund);
        batch.apply(callback("rf_ours_" + id, 25_000, 4));

        assertThat(batch.payment(id).refundedMinor()).isEqualTo(50_000);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L, 50_000L);
        assertThat(batch.quarantineReasons(id)).isEmpty();
    }

    @Test
    void tellsTwoPendingRefundsOfSameAmountApart() {
        String first = refund(25_000);
        String second = refund(25_000);
        batch.apply(callback("rf_2_" + id, 25_000, 4), callback("rf_1_" + id, 25_000, 3));
        assertThat(batch.quarantineReasons(id)).containsExactly("refund_unresolved", "refund_unresolved");

        batch.apply(response(second, "rf_2_" + id, ProviderRefundStatus.pending));
        assertThat(refunds())
                .containsExactlyInAnyOrder("merchant 25000 pending null", "merchant 25000 succeeded rf_2_" + id);
        batch.apply(response(first, "rf_1_" + id, ProviderRefundStatus.pending));

        assertThat(batch.payment(id).refundedMinor()).isEqualTo(50_000);
        assertThat(refunds()).hasSize(2);
        assertThat(batch.quarantineReasons(id)).isEmpty();
    }

    @Test
    void quarantinesRefundIdOfAnotherPayment() {
        String refundId = refund(25_000);
        batch.apply(response(refundId, providerRefund, ProviderRefundStatus.succeeded));
        String other = Commands.newPaymentId();
        batch.apply(
                Commands.create(account, merchant, other), ProviderEvents.created(other), ProviderEvents.paid(other));

        batch.apply(ProviderEvent.newBuilder(callback(providerRefund, 25_000, 3))
                .setPaymentId(other)
                .setInvoiceId("inv_" + other)
                .build());

        assertThat(batch.payment(other).refundedMinor()).isZero();
        assertThat(batch.quarantineReasons(other)).containsExactly("refund_ids_contradict");
    }

    private String refund(long amountMinor) {
        PaymentCommand command = Commands.refund(account, id, amountMinor);
        batch.apply(command);
        return ((RefundPayment) command.getBody()).getRefundId();
    }

    /** The provider event for Paymoon's response to our request. */
    private ProviderEvent response(String refundId, String providerRefundId, ProviderRefundStatus status) {
        return ProviderEvent.newBuilder(report(refundId, providerRefundId, 25_000, 2, status))
                .setSource(ProviderEventSource.refund_invoice)
                .build();
    }

    private ProviderEvent callback(String providerRefundId, long amountMinor, long version) {
        return report(null, providerRefundId, amountMinor, version, ProviderRefundStatus.succeeded);
    }

    private ProviderEvent report(
            @Nullable String refundId,
            String providerRefundId,
            long amountMinor,
            long version,
            ProviderRefundStatus status) {
        return ProviderEvents.callback(
                        id, version == 2 ? ProviderStatus.paid : ProviderStatus.partially_refunded, version)
                .setPaidMinor(100_000L)
                .setRefund(ProviderRefundResult.newBuilder()
                        .setRefundId(refundId)
                        .setProviderRefundId(providerRefundId)
                        .setAmountMinor(amountMinor)
                        .setStatus(status)
                        .build())
                .build();
    }

    private List<String> refunds() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', origin, amount_minor, status, coalesce(provider_refund_id, 'null'))
                        FROM refunds WHERE payment_id = ?
                        """).param(id).query(String.class).list();
    }

    private List<Long> refundedAmountsOfStatuses() {
        return TopicReader.of(Topics.PAYMENT_EVENTS, id, codec, PaymentEvent.class).stream()
                .filter(event -> event.getRefund() == null)
                .map(event -> event.getPayment().getRefundedMinor())
                .filter(amount -> amount > 0)
                .toList();
    }

    private List<String> queriedRefunds() {
        return TopicReader.of(Topics.PROVIDER_COMMANDS, id, codec, ProviderCommand.class).stream()
                .filter(command -> command.getKind() == ProviderCommandKind.refund_invoice)
                .map(command -> command.getRefund().getRefundId())
                .toList();
    }
}

package info.sopranoexch.payment.processing;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Payment;
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
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refunds that the provider reports by its own id alone: each is booked once, whatever arrives first. */
@SteppedService
class RefundReportsIT {
    @Autowired
    private ProcessPoll process;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    /** Unique in the database, as Paymoon's ids are. */
    private final String providerRefund = "rf_" + UUID.randomUUID();

    private long account;
    private long merchant;

    @BeforeEach
    void somePaidPayment() {
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
        apply(Commands.create(account, merchant, id), ProviderEvents.created(id), ProviderEvents.paid(id));
    }

    /** The scenario of a public bug report: 250 of 1000 went back, and 500 were booked. */
    @Test
    void booksOneRefundWhenTheCallbackNamesOnlyTheProvidersId() {
        String refundId = refund(25_000);
        apply(response(refundId, providerRefund, ProviderRefundStatus.pending));

        apply(callback(providerRefund, 25_000, 3));
        apply(response(refundId, providerRefund, ProviderRefundStatus.succeeded));

        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(payment().refundedMinor()).isEqualTo(25_000);
        assertThat(payment().status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L);
        assertThat(openReasons()).isEmpty();
    }

    @Test
    void booksOneRefundWhenTheCallbackArrivesBeforeTheResponse() {
        String refundId = refund(25_000);

        apply(callback(providerRefund, 25_000, 3));
        assertThat(payment().refundedMinor()).isZero();
        assertThat(openReasons()).containsExactly("refund_unresolved");
        assertThat(queriedRefunds())
                .as("the first request and the urgent check")
                .containsExactly(refundId, refundId);

        apply(response(refundId, providerRefund, ProviderRefundStatus.pending));
        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L);
        assertThat(openReasons()).isEmpty();
    }

    @Test
    void booksOneRefundWhenCallbackAndResponseArriveInOnePoll() {
        String refundId = refund(25_000);
        apply(
                callback(providerRefund, 25_000, 3),
                response(refundId, providerRefund, ProviderRefundStatus.succeeded),
                callback(providerRefund, 25_000, 3));
        assertThat(refunds()).containsExactly("merchant 25000 succeeded " + providerRefund);
        assertThat(openReasons()).isEmpty();
    }

    @Test
    void booksARefundOfTheProviderBesideOursOfTheSameAmount() {
        String refundId = refund(25_000);
        apply(callback(providerRefund, 25_000, 3));

        apply(response(refundId, "rf_ours_" + id, ProviderRefundStatus.pending));
        assertThat(refunds())
                .containsExactlyInAnyOrder(
                        "merchant 25000 pending rf_ours_" + id, "provider 25000 succeeded " + providerRefund);
        apply(callback("rf_ours_" + id, 25_000, 4));

        assertThat(payment().refundedMinor()).isEqualTo(50_000);
        assertThat(refundedAmountsOfStatuses()).containsExactly(25_000L, 50_000L);
        assertThat(openReasons()).isEmpty();
    }

    @Test
    void tellsTwoPendingRefundsOfTheSameAmountApart() {
        String first = refund(25_000);
        String second = refund(25_000);
        apply(callback("rf_2_" + id, 25_000, 4), callback("rf_1_" + id, 25_000, 3));
        assertThat(openReasons()).containsExactly("refund_unresolved", "refund_unresolved");

        apply(response(second, "rf_2_" + id, ProviderRefundStatus.pending));
        assertThat(refunds())
                .containsExactlyInAnyOrder("merchant 25000 pending null", "merchant 25000 succeeded rf_2_" + id);
        apply(response(first, "rf_1_" + id, ProviderRefundStatus.pending));

        assertThat(payment().refundedMinor()).isEqualTo(50_000);
        assertThat(refunds()).hasSize(2);
        assertThat(openReasons()).isEmpty();
    }

    @Test
    void quarantinesARefundIdOfAnotherPayment() {
        String refundId = refund(25_000);
        apply(response(refundId, providerRefund, ProviderRefundStatus.succeeded));
        String other = Commands.newPaymentId();
        apply(Commands.create(account, merchant, other), ProviderEvents.created(other), ProviderEvents.paid(other));

        apply(ProviderEvent.newBuilder(callback(providerRefund, 25_000, 3))
                .setPaymentId(other)
                .setInvoiceId("inv_" + other)
                .build());

        assertThat(payments.find(other).orElseThrow().refundedMinor()).isZero();
        assertThat(openReasons(other)).containsExactly("refund_ids_contradict");
    }

    private String refund(long amountMinor) {
        PaymentCommand command = Commands.refund(account, id, amountMinor);
        apply(command);
        return ((RefundPayment) command.getBody()).getRefundId();
    }

    /** What the adapter makes of Paymoon's response to our request. */
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

    private void apply(SpecificRecord... records) {
        process.process(Polls.of(codec, records));
    }

    private Payment payment() {
        return payments.find(id).orElseThrow();
    }

    private List<String> refunds() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', origin, amount_minor, status, coalesce(provider_refund_id, 'null'))
                        FROM refunds WHERE payment_id = ?
                        """).param(id).query(String.class).list();
    }

    private List<String> openReasons() {
        return openReasons(id);
    }

    private List<String> openReasons(String paymentId) {
        return jdbc.sql("SELECT reason FROM quarantine WHERE payment_id = ? AND applied_at IS NULL")
                .param(paymentId)
                .query(String.class)
                .list();
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

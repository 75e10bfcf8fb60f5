package info.sopranoexch.payment.processing;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.payments.CheckKind;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database tells the kind of a payment's next check from what the domain has written. */
@SteppedService
class CheckKindIT {
    private static final Instant FAR_FUTURE = Instant.parse("3000-01-01T00:00:00Z");

    @Autowired
    private ProcessPoll process;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    private long account;

    @BeforeEach
    void someAccount() {
        account = Accounts.create(jdbc);
    }

    @Test
    void followsThePaymentFromItsCreationToARefund() {
        create("accept");
        assertThat(kinds()).containsExactly(CheckKind.CONFIRMATION);
        apply(ProviderEvents.created(id));
        assertThat(kinds()).containsExactly(CheckKind.UNPAID);
        apply(ProviderEvents.callback(id, ProviderStatus.processing, 2).build());
        assertThat(kinds()).containsExactly(CheckKind.PAYMENT);
        apply(ProviderEvents.callback(id, ProviderStatus.paid, 3)
                .setPaidMinor(100_000L)
                .build());
        assertThat(kinds()).isEmpty();
        apply(Commands.refund(account, id, 25_000L));
        assertThat(kinds()).containsExactly(CheckKind.REFUND);
    }

    @Test
    void isARefundWhenLateMoneyGoesBack() {
        create("refund");
        apply(ProviderEvents.created(id), Commands.cancel(account, id));
        assertThat(kinds()).containsExactly(CheckKind.CONFIRMATION);
        apply(ProviderEvents.paid(id));
        assertThat(kinds()).containsExactly(CheckKind.REFUND);
    }

    private void create(String lateSuccess) {
        apply(Commands.create(account, Accounts.merchant(jdbc, account, lateSuccess), id));
    }

    private void apply(SpecificRecord... records) {
        process.process(Polls.of(codec, records));
    }

    /** Those under which a check of the payment is due, sooner or later. */
    private List<CheckKind> kinds() {
        return Stream.of(CheckKind.values())
                .filter(kind -> payments.due(kind, FAR_FUTURE, null, 1_000_000).stream()
                        .anyMatch(due -> due.paymentId().equals(id)))
                .toList();
    }
}

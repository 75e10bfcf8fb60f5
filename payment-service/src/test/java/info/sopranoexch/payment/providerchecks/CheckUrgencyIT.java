package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.batch.BatchSteps;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The urgency of a payment's next check, which the database computes from the payment's columns. */
@SteppedService
class CheckUrgencyIT {
    private static final Instant FAR_FUTURE = Instant.parse("3000-01-01T00:00:00Z");

    @Autowired
    private BatchSteps batch;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private DueCheckStore dueChecks;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    private long account;

    @BeforeEach
    void someAccount() {
        account = Accounts.create(jdbc);
    }

    @Test
    void followsPaymentFromCreationToRefund() {
        create("accept");
        assertThat(urgencies()).containsExactly(CheckUrgency.CONFIRMATION);
        batch.apply(ProviderEvents.created(id));
        assertThat(urgencies()).containsExactly(CheckUrgency.UNPAID);
        batch.apply(Commands.payerSent(id));
        assertThat(urgencies()).containsExactly(CheckUrgency.PAYER);
        batch.apply(ProviderEvents.callback(id, ProviderStatus.processing, 2).build());
        assertThat(urgencies()).containsExactly(CheckUrgency.PAYER);
        batch.apply(ProviderEvents.callback(id, ProviderStatus.paid, 3)
                .setPaidMinor(100_000L)
                .build());
        assertThat(urgencies()).isEmpty();
        batch.apply(Commands.refund(account, id, 25_000L));
        assertThat(urgencies()).containsExactly(CheckUrgency.REFUND);
    }

    @Test
    void isRefundForLateMoney() {
        create("refund");
        batch.apply(ProviderEvents.created(id), Commands.cancel(account, id));
        assertThat(urgencies()).containsExactly(CheckUrgency.CONFIRMATION);
        batch.apply(ProviderEvents.paid(id));
        assertThat(urgencies()).containsExactly(CheckUrgency.REFUND);
    }

    private void create(String lateSuccess) {
        batch.apply(Commands.create(account, Accounts.merchant(jdbc, account, lateSuccess), id));
    }

    /** The urgencies under which the payment has a next check. */
    private List<CheckUrgency> urgencies() {
        return dueChecks.find(Shards.ALL, FAR_FUTURE, 1_000_000).stream()
                .filter(due -> due.paymentId().equals(id))
                .map(DueCheck::urgency)
                .toList();
    }
}

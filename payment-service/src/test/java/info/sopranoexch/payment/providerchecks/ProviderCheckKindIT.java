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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The kind of a payment's next check, which the database computes from the payment's columns. */
@SteppedService
class ProviderCheckKindIT {
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
        assertThat(kinds()).containsExactly(ProviderCheckKind.CONFIRMATION);
        batch.apply(ProviderEvents.created(id));
        assertThat(kinds()).containsExactly(ProviderCheckKind.UNPAID);
        batch.apply(ProviderEvents.callback(id, ProviderStatus.processing, 2).build());
        assertThat(kinds()).containsExactly(ProviderCheckKind.PAYMENT);
        batch.apply(ProviderEvents.callback(id, ProviderStatus.paid, 3)
                .setPaidMinor(100_000L)
                .build());
        assertThat(kinds()).isEmpty();
        batch.apply(Commands.refund(account, id, 25_000L));
        assertThat(kinds()).containsExactly(ProviderCheckKind.REFUND);
    }

    @Test
    void isRefundKindForLateMoney() {
        create("refund");
        batch.apply(ProviderEvents.created(id), Commands.cancel(account, id));
        assertThat(kinds()).containsExactly(ProviderCheckKind.CONFIRMATION);
        batch.apply(ProviderEvents.paid(id));
        assertThat(kinds()).containsExactly(ProviderCheckKind.REFUND);
    }

    private void create(String lateSuccess) {
        batch.apply(Commands.create(account, Accounts.merchant(jdbc, account, lateSuccess), id));
    }

    /** The kinds under which the payment has a next check. */
    private List<ProviderCheckKind> kinds() {
        return Stream.of(ProviderCheckKind.values())
                .filter(kind -> dueChecks.find(kind, FAR_FUTURE, null, 1_000_000).stream()
                        .anyMatch(due -> due.paymentId().equals(id)))
                .toList();
    }
}

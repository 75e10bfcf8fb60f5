package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contradictory reports are applied by the version rule or quarantined, never dropped. */
@SteppedService
class MismatchedReportsIT {
    @Autowired
    private BatchSteps batch;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    private final String eventId = "pev_cb_" + id;

    @BeforeEach
    void somePayment() {
        long account = Accounts.create(jdbc);
        batch.apply(Commands.create(account, Accounts.merchant(jdbc, account), id), ProviderEvents.created(id));
    }

    @Test
    void quarantinesReportOfAnotherInvoice() {
        batch.apply(event(ProviderStatus.paid, 2).setInvoiceId("inv_other").build());

        assertThat(batch.payment(id).invoice().id()).isEqualTo("inv_" + id);
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(batch.quarantineReasons(id)).containsExactly("invoice_id_differs");
    }

    @Test
    void quarantinesReportOfAnotherProvider() {
        batch.apply(event(ProviderStatus.failed, 2).setProvider("paysun").build());
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(batch.quarantineReasons(id)).containsExactly("unknown_provider");
    }

    @Test
    void quarantinesReportInAnotherCurrency() {
        batch.apply(event(ProviderStatus.failed, 2).setCurrency("USD").build());
        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.PENDING);

        batch.apply(ProviderEvents.paid(id));
        batch.apply(ProviderEvent.newBuilder(ProviderEvents.refunded(id, "rfd_" + id, 25_000, 3))
                .setCurrency("USD")
                .build());
        assertThat(batch.payment(id).refundedMinor()).isZero();
        assertThat(batch.quarantineReasons(id)).containsExactly("currency_differs", "currency_differs");
    }

    @Test
    void appliesKnownEventIdWithNewerContentOnce() {
        ProviderEvent paid =
                event(ProviderStatus.paid, 3).setPaidMinor(100_000L).build();
        batch.apply(event(ProviderStatus.processing, 2).build());

        batch.apply(paid, paid);
        batch.apply(paid, event(ProviderStatus.processing, 2).build());

        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(batch.payment(id).version()).isEqualTo(3);
        assertThat(batch.quarantineReasons(id)).isEmpty();
        assertThat(timelineOfCallbacks()).isEqualTo(2);
    }

    @Test
    void quarantinesKnownEventIdWithOtherContentThatIsNotNewer() {
        batch.apply(event(ProviderStatus.paid, 2).setPaidMinor(100_000L).build());
        ProviderEvent contradiction = event(ProviderStatus.failed, 2).build();

        batch.apply(contradiction);
        batch.apply(contradiction, event(ProviderStatus.expired, 1).build());

        assertThat(batch.payment(id).status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(batch.quarantineReasons(id))
                .as("one entry for each content")
                .containsExactly("event_id_reused", "event_id_reused");
    }

    @Test
    void keepsEachContentOfEventIdThatIsQuarantined() {
        batch.apply(untranslatable("{\"status\":\"odd\"}"), untranslatable("{\"status\":\"odder\"}"));
        batch.apply(untranslatable("{\"status\":\"odd\"}"));
        assertThat(batch.quarantineReasons(id)).containsExactly("untranslatable", "untranslatable");
    }

    @Test
    void recognizesRepetitionWithOtherSpelling() {
        batch.apply(
                event(ProviderStatus.processing, 2).setRaw(bytes("{\"a\":1}")).build());
        batch.apply(event(ProviderStatus.processing, 2)
                .setRaw(bytes("{ \"a\": 1 }"))
                .setReceivedAt(ProviderEvents.paid(id).getReceivedAt().plusSeconds(60))
                .build());
        assertThat(batch.quarantineReasons(id)).isEmpty();
        assertThat(timelineOfCallbacks()).isEqualTo(1);
    }

    private ProviderEvent.Builder event(ProviderStatus status, long version) {
        return ProviderEvents.callback(id, status, version).setEventId(eventId);
    }

    private ProviderEvent untranslatable(String body) {
        return ProviderEvents.said(id, ProviderEventSource.callback, ProviderOutcome.untranslatable)
                .setEventId(eventId)
                .setRaw(bytes(body))
                .build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private long timelineOfCallbacks() {
        return jdbc.sql("SELECT count(*) FROM timeline WHERE payment_id = ? AND kind = 'provider.callback'")
                .param(id)
                .query(Long.class)
                .single();
    }
}

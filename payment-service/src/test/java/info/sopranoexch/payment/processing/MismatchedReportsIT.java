package info.sopranoexch.payment.processing;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.Payment;
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
import info.sopranoexch.starter.kafka.AvroCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signed reports that contradict what is known: applied by the version rule or quarantined, never dropped. */
@SteppedService
class MismatchedReportsIT {
    @Autowired
    private ProcessPoll process;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private PaymentStore payments;

    @Autowired
    private JdbcClient jdbc;

    private final String id = Commands.newPaymentId();
    private final String eventId = "pev_cb_" + id;

    @BeforeEach
    void somePayment() {
        long account = Accounts.create(jdbc);
        apply(Commands.create(account, Accounts.merchant(jdbc, account), id), ProviderEvents.created(id));
    }

    @Test
    void quarantinesAReportOfAnotherInvoice() {
        apply(event(ProviderStatus.paid, 2).setInvoiceId("inv_other").build());

        assertThat(payment().invoice().id()).isEqualTo("inv_" + id);
        assertThat(payment().status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(quarantined()).containsExactly("invoice_id_differs");
    }

    @Test
    void quarantinesAReportOfAnotherProvider() {
        apply(event(ProviderStatus.failed, 2).setProvider("paysun").build());
        assertThat(payment().status()).isEqualTo(PaymentStatus.PENDING);
        assertThat(quarantined()).containsExactly("unknown_provider");
    }

    @Test
    void quarantinesAReportInAnotherCurrency() {
        apply(event(ProviderStatus.failed, 2).setCurrency("USD").build());
        assertThat(payment().status()).isEqualTo(PaymentStatus.PENDING);

        apply(ProviderEvents.paid(id));
        apply(ProviderEvent.newBuilder(ProviderEvents.refunded(id, "rfd_" + id, 25_000, 3))
                .setCurrency("USD")
                .build());
        assertThat(payment().refundedMinor()).isZero();
        assertThat(quarantined()).containsExactly("currency_differs", "currency_differs");
    }

    @Test
    void appliesAKnownEventIdWithNewerContentOnce() {
        ProviderEvent paid =
                event(ProviderStatus.paid, 3).setPaidMinor(100_000L).build();
        apply(event(ProviderStatus.processing, 2).build());

        apply(paid, paid);
        apply(paid, event(ProviderStatus.processing, 2).build());

        assertThat(payment().status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(payment().version()).isEqualTo(3);
        assertThat(quarantined()).isEmpty();
        assertThat(timelineOfCallbacks()).isEqualTo(2);
    }

    @Test
    void quarantinesAKnownEventIdWithOtherContentThatIsNotNewer() {
        apply(event(ProviderStatus.paid, 2).setPaidMinor(100_000L).build());
        ProviderEvent contradiction = event(ProviderStatus.failed, 2).build();

        apply(contradiction);
        apply(contradiction, event(ProviderStatus.expired, 1).build());

        assertThat(payment().status()).isEqualTo(PaymentStatus.SUCCESS);
        assertThat(quarantined())
                .as("one entry for each content")
                .containsExactly("event_id_reused", "event_id_reused");
    }

    @Test
    void keepsEachContentOfAnEventIdThatIsQuarantined() {
        apply(untranslatable("{\"status\":\"odd\"}"), untranslatable("{\"status\":\"odder\"}"));
        apply(untranslatable("{\"status\":\"odd\"}"));
        assertThat(quarantined()).containsExactly("untranslatable", "untranslatable");
    }

    @Test
    void takesARepetitionThatIsSpeltInAnotherWayForTheSame() {
        apply(event(ProviderStatus.processing, 2).setRaw(bytes("{\"a\":1}")).build());
        apply(event(ProviderStatus.processing, 2)
                .setRaw(bytes("{ \"a\": 1 }"))
                .setReceivedAt(ProviderEvents.paid(id).getReceivedAt().plusSeconds(60))
                .build());
        assertThat(quarantined()).isEmpty();
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

    private void apply(SpecificRecord... records) {
        process.process(Polls.of(codec, records));
    }

    private Payment payment() {
        return payments.find(id).orElseThrow();
    }

    private List<String> quarantined() {
        return jdbc.sql("SELECT reason FROM quarantine WHERE payment_id = ? ORDER BY id")
                .param(id)
                .query(String.class)
                .list();
    }

    private long timelineOfCallbacks() {
        return jdbc.sql("SELECT count(*) FROM timeline WHERE payment_id = ? AND kind = 'provider.callback'")
                .param(id)
                .query(Long.class)
                .single();
    }
}

package info.sopranoexch.provider.requests;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;

/** Spring Kafka does not retry some exceptions by default, so a failure of the listener could skip records. */
class ListenerFailureIT extends AdapterFixture {
    @Autowired
    private ProviderRequestListener listener;

    @Autowired
    private PaymentQueues queues;

    @AfterEach
    void restoreQueues() {
        ReflectionTestUtils.setField(listener, "queues", queues);
    }

    @Test
    void retriesRecordAfterClassCastException() {
        String payment = Payments.newId();
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        var failing = new FailingQueues(payment);
        ReflectionTestUtils.setField(listener, "queues", failing);

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        assertThat(RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class))
                .extracting(ProviderEvent::getOutcome)
                .containsExactly(ProviderOutcome.refused);
        assertThat(failing.failures).hasValue(2);
    }

    /** Fails twice for one payment. */
    private final class FailingQueues extends PaymentQueues {
        private final String paymentId;
        private final AtomicInteger failures = new AtomicInteger();

        FailingQueues(String paymentId) {
            super(new ProviderRequestProperties(1, 1, Duration.ofSeconds(1)), new SimpleMeterRegistry());
            this.paymentId = paymentId;
        }

        @Override
        void submit(String submittedPaymentId, Object content, Runnable task) throws InterruptedException {
            if (submittedPaymentId.equals(paymentId) && failures.get() < 2) {
                failures.incrementAndGet();
                throw new ClassCastException("planted");
            }
            queues.submit(submittedPaymentId, content, task);
        }
    }
}

package info.sopranoexch.payment.payerpage;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.providerchecks.CheckPaymentPublisher;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records that the page showed the payer the link to the provider, so that a lost callback is noticed before the payment
 * expires. Best effort, without delay for the page: the page's next request records it too.
 */
@Component
class PayerSentReporter {
    private static final Logger log = LoggerFactory.getLogger(PayerSentReporter.class);
    private static final int MAX_IN_FLIGHT = 64;

    private final CheckPaymentPublisher checks;
    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);

    PayerSentReporter(CheckPaymentPublisher checks) {
        this.checks = checks;
    }

    void pageShown(Payment payment) {
        boolean isNew = payment.isAwaitingPayment() && payment.invoice().url() != null && !payment.payerSent();
        if (isNew && permits.tryAcquire()) {
            Thread.ofVirtual().name("payer-sent").start(() -> publish(payment.id()));
        }
    }

    private void publish(String paymentId) {
        try {
            checks.publishPayerSent(paymentId);
        } catch (RuntimeException e) {
            log.warn("could not record that the payer was sent to the provider: {}", e.toString());
        } finally {
            permits.release();
        }
    }
}

package info.sopranoexch.gateway.payments;

import org.springframework.stereotype.Component;

/** Where the page of a payment is. */
@Component
public class PaymentUrls {
    private final String base;

    PaymentUrls(PaymentSettings settings) {
        this.base = settings.origin().at("/pay/");
    }

    public String of(String paymentId) {
        return base + paymentId;
    }
}
